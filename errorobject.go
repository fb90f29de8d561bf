package connector

import (
	"context"
	"errors"
	"math"
	"strings"

	"github.com/actionctl/connector/schema"
)

// ErrorObject is an error in the one form that every front end prints.
type ErrorObject struct {
	Code       string           `json:"code"`
	Category   string           `json:"category"`
	Message    string           `json:"message"`
	Status     int              `json:"status,omitempty"`
	RequestID  string           `json:"request_id,omitempty"`
	Retryable  bool             `json:"retryable"`
	RetryAfter int              `json:"retry_after,omitempty"` // seconds that the service asks to wait before a repeat
	InDoubt    bool             `json:"in_doubt,omitempty"`    // no answer came, and the service may have acted: look before repeating
	Action     string           `json:"action,omitempty"`
	Connection string           `json:"connection,omitempty"`
	Problems   []schema.Problem `json:"problems,omitempty"`
	Details    []any            `json:"details,omitempty"`
	Attempts   []Attempt        `json:"attempts,omitempty"` // where there was more than one, or a reason for no second
	Stopped    string           `json:"stopped,omitempty"`  // why there was no further attempt
	Means      string           `json:"means,omitempty"`    // what such an answer usually means
	Hint       string           `json:"hint,omitempty"`     // see HintDescribe
	Next       []string         `json:"next,omitempty"`     // what helps on, as a front end has it: commands, routes

	Page        int    `json:"page,omitempty"`         // of a listing, from 1, where it was not the first
	ResumeToken string `json:"resume_token,omitempty"` // goes on with the listing

	State  string `json:"state,omitempty"`  // the last one of work that was waited on
	Result string `json:"result,omitempty"` // how it ended beyond its state
	Handle string `json:"handle,omitempty"` // goes on waiting, see ParseHandle
	Parts  []Part `json:"parts,omitempty"`  // of work that failed, what failed first
}

// NewErrorObject describes an error of Do or Plan for call.
func NewErrorObject(err error, call Call) ErrorObject {
	o := ErrorObject{Code: "ERROR", Category: CategoryLocal, Message: err.Error(), Action: call.Action, Connection: call.Connection}
	var api *APIError
	var invalid *schema.Error
	var send *SendError
	var retry *RetryError
	if errors.As(err, &retry) {
		o.Attempts, o.Stopped = retry.Attempts, retry.Stopped
	}
	var wait *WaitError
	switch {
	case errors.As(err, &wait):
		o.ofWait(wait, call)
	case errors.Is(err, ErrAudit):
		o.Code = "AUDIT_FAILED"
	case errors.Is(err, ErrHandle):
		o.Code, o.Category = "UNUSABLE_HANDLE", CategoryUsage
	case errors.As(err, &api):
		o.fromAnswer(api)
	case errors.As(err, &invalid):
		o.Code, o.Category, o.Problems = "INVALID_PARAMETERS", CategoryValidation, invalid.Problems
		o.Hint = HintDescribe
	case errors.Is(err, ErrRefused):
		o.Code, o.Category = "POLICY_REFUSED", CategoryPolicy
	case errors.Is(err, ErrSignIn):
		o.Code, o.Category = "SIGN_IN_FAILED", CategoryAuth
		o.Hint = HintSettings
	case errors.Is(err, ErrUnknownAction), errors.Is(err, errNoAction):
		o.Code, o.Category = "UNKNOWN_ACTION", CategoryUsage
		o.Hint = HintSearch
	case errors.Is(err, ErrMoved):
		o.Code, o.Category = "CONNECTION_MOVED", CategoryConflict
	case errors.Is(err, ErrNoWait):
		o.Code, o.Category = "NO_WAIT", CategoryUsage
	case errors.Is(err, ErrUnknownConnection):
		o.Code, o.Category = "UNKNOWN_CONNECTION", CategoryUsage
		o.Hint = HintConnection
	case errors.Is(err, context.DeadlineExceeded):
		o.Code, o.Category = "TIMEOUT", CategoryTimeout
		if errors.As(err, &send) { // an error of another kind leaves no doubt
			o.Hint = doubt(send)
		}
	case errors.Is(err, context.Canceled):
		o.Code, o.Category = "CANCELLED", CategoryLocal
	case errors.As(err, &send):
		o.Code, o.Category = "NO_ANSWER", CategoryNetwork
		o.Hint = "check the connection's host, the network and the proxy"
		if unsure := doubt(send); unsure != "" {
			o.Hint += "; " + unsure
		}
	}
	o.ofListing(err)
	o.ofBatch(err)
	o.InDoubt = o.Category == CategoryUnknown || errors.Is(err, ErrUnknownOutcome) || errors.As(err, &send) && doubt(send) != ""
	return o
}

func (o *ErrorObject) fromAnswer(api *APIError) {
	o.Message, o.Status, o.RequestID, o.Details = api.Message, api.Status, api.RequestID, api.Details
	if api.Connection != "" {
		o.Connection = api.Connection
	}
	o.Code = api.Code
	if o.Code == "" && api.Kind != nil {
		o.Code = strings.ToUpper(api.Kind.Error())
	}
	if o.Message == "" {
		o.Message = api.Error()
	}
	o.Means = meaningOf(api)
	o.Category, o.Hint = categoryOf(api)
	o.Retryable = errors.Is(api, ErrThrottled) || errors.Is(api, ErrUnavailable)
	if wait, asked := api.RetryAfter(); asked {
		o.RetryAfter = int(math.Ceil(wait.Seconds()))
	}
}

// doubt is what a call without an answer leaves open, "" when nothing.
func doubt(e *SendError) string {
	if e.Unsent || e.Reads {
		return ""
	}
	return "whether the service acted is not known"
}
