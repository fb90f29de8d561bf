package connector

import (
	"errors"
	"strings"

	"github.com/actionctl/connector/runtime"
)

// meanings are what the codes of the service usually mean, as far as the code itself
// does not say it.
var meanings = map[string]string{
	"ABORTED":                       "somebody else changed the same thing at the same time",
	"ALREADY_EXISTS":                "something has this name already",
	"BAD_REQUEST":                   "the service does not take the request as it is; its message says what it minds",
	"DATA_LOSS":                     "the service lost data, or cannot read it",
	"DEADLINE_EXCEEDED":             "the service did not finish in its own time",
	"ENDPOINT_NOT_FOUND":            "this workspace does not have this API: wrong host, another cloud, or not switched on",
	"FEATURE_DISABLED":              "the feature is switched off in this workspace",
	"INTERNAL_ERROR":                "the service failed by itself",
	"INVALID_PARAMETER_VALUE":       "the service does not take a value, or what the value names does not exist",
	"INVALID_STATE":                 "what the action works on is not in a state in which it can be done",
	"NOT_IMPLEMENTED":               "this workspace does not have this action",
	"PERMISSION_DENIED":             "the caller may not do this, or may not know whether it exists",
	"PRIVATE_LINK_VALIDATION_ERROR": "the workspace is reached through a private link only, and not from here",
	"QUOTA_EXCEEDED":                "a quota of the workspace or the account is used up",
	"REQUEST_LIMIT_EXCEEDED":        "too many requests in a short time",
	"RESOURCE_ALREADY_EXISTS":       "something has this name already",
	"RESOURCE_CONFLICT":             "the thing was changed since it was read, or is being changed",
	"RESOURCE_DOES_NOT_EXIST":       "there is nothing of this id or name here, or the caller may not see it",
	"RESOURCE_EXHAUSTED":            "too many requests in a short time, or a limit is reached",
	"TEMPORARILY_UNAVAILABLE":       "an outage that passes",
	"UNAUTHENTICATED":               "the service does not know who is calling",
}

// meaningOfKind serves answers without such a code. What is special stands before what
// it is a case of.
var meaningOfKind = []struct {
	kind *runtime.Kind
	text string
}{
	{runtime.ErrNotFound, "there is nothing of this id or name here, or the caller may not see it"},
	{runtime.ErrAlreadyExists, "something has this name already"},
	{runtime.ErrConflict, "the thing was changed since it was read, or is being changed"},
	{runtime.ErrThrottled, "too many requests in a short time"},
	{runtime.ErrUnauthenticated, "the service does not know who is calling"},
	{runtime.ErrPermissionDenied, "the caller may not do this, or may not know whether it exists"},
	{runtime.ErrInvalidState, "what the action works on is not in a state in which it can be done"},
	{runtime.ErrUnavailable, "an outage that passes"},
	{runtime.ErrDeadlineExceeded, "the service did not finish in its own time"},
	{runtime.ErrInternal, "the service failed by itself"},
	{runtime.ErrRedirected, "the host is not the workspace's API, or wants a sign-in"},
	{runtime.ErrUnexpectedAnswer, "what answered is no workspace: a proxy, a login page, another host"},
}

// meaningOf is what an answer usually means, in a few words, or "".
func meaningOf(api *APIError) string {
	if errors.Is(api, ErrNotFound) && !strings.HasSuffix(api.Code, "NOT_FOUND") { // a descriptor may know better than the code
		return meanings["RESOURCE_DOES_NOT_EXIST"]
	}
	if text := meanings[api.Code]; text != "" {
		return text
	}
	for _, m := range meaningOfKind {
		if errors.Is(api, m.kind) {
			return m.text
		}
	}
	return ""
}
