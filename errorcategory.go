package connector

import (
	"errors"

	"github.com/actionctl/connector/runtime"
)

// The categories of an ErrorObject.
const (
	CategoryUsage      = "usage"      // the call is not one: unknown action or connection
	CategoryValidation = "validation" // refused before sending
	CategoryPolicy     = "policy"     // not allowed on this connection; refused before sending
	CategoryAuth       = "auth"
	CategoryNotFound   = "not_found"
	CategoryConflict   = "conflict"
	CategoryRateLimit  = "rate_limit"
	CategoryClient     = "client" // any other answer of the 4xx class
	CategoryServer     = "server"
	CategoryFailed     = "failed" // a success status that means failure
	CategoryNetwork    = "network"
	CategoryTimeout    = "timeout"
	CategoryLocal      = "local"
	CategoryUnknown    = "unknown" // whether the service acted is not known
)

func categoryOf(api *APIError) (category, hint string) {
	for _, c := range []struct {
		kind           *runtime.Kind
		category, hint string
	}{
		{runtime.ErrUnauthenticated, CategoryAuth, "the token is missing, wrong or expired; make a new one and set it"},
		{runtime.ErrPermissionDenied, CategoryAuth, "the token is not valid, or may not do this: check it, then ask for the permission"},
		{runtime.ErrNotFound, CategoryNotFound, ""},
		{runtime.ErrConflict, CategoryConflict, ""},
		{runtime.ErrThrottled, CategoryRateLimit, "wait a little and repeat the call; rate and concurrency of the connection keep below the limit"},
		{runtime.ErrFailed, CategoryFailed, ""},
		{runtime.ErrUnexpectedAnswer, CategoryServer, ""},
		{runtime.ErrRedirected, CategoryAuth, "the host is not the workspace's API, or the sign-in is missing"},
	} {
		if errors.Is(api, c.kind) {
			return c.category, c.hint
		}
	}
	if api.Status >= 500 {
		return CategoryServer, ""
	}
	return CategoryClient, ""
}
