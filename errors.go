package connector

import (
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/schema"
)

// The types that calls use, under their public names.
type (
	// Result is a successful answer.
	Result = runtime.Result
	// Plan is a request as data, not yet sent.
	Plan = runtime.Plan
	// APIError is an answer that means failure.
	APIError = runtime.APIError
	// Event is one event of an answer that streams.
	Event = runtime.Event
	// SignInError says that no credentials could be had.
	SignInError = connection.SignInError
	// SendError says that no answer came.
	SendError = runtime.SendError
	// PolicyError says that the connection's policy refuses the action.
	PolicyError = connection.PolicyError
)

// Errors for errors.Is. Those of the service's answers are kinds: where one is a
// special case of another, as ErrAlreadyExists is of ErrConflict, errors.Is finds
// both.
var (
	ErrUnknownAction     = registry.ErrUnknownAction
	ErrUnknownConnection = connection.ErrUnknown
	ErrInvalid           = schema.ErrInvalid     // refused before sending
	ErrRefused           = connection.ErrRefused // by the connection's policy; nothing was sent

	ErrSignIn = connection.ErrSignIn // no credentials could be had; nothing was sent

	// ErrChanged says that a download broke off and the file is another by now.
	ErrChanged = runtime.ErrChanged

	ErrBadRequest        error = runtime.ErrBadRequest
	ErrInvalidParameter  error = runtime.ErrInvalidParameter
	ErrInvalidState      error = runtime.ErrInvalidState
	ErrUnauthenticated   error = runtime.ErrUnauthenticated
	ErrPermissionDenied  error = runtime.ErrPermissionDenied
	ErrNotFound          error = runtime.ErrNotFound
	ErrConflict          error = runtime.ErrConflict
	ErrAlreadyExists     error = runtime.ErrAlreadyExists
	ErrAborted           error = runtime.ErrAborted
	ErrThrottled         error = runtime.ErrThrottled
	ErrResourceExhausted error = runtime.ErrResourceExhausted
	ErrCancelled         error = runtime.ErrCancelled
	ErrInternal          error = runtime.ErrInternal
	ErrDataLoss          error = runtime.ErrDataLoss
	ErrNotImplemented    error = runtime.ErrNotImplemented
	ErrUnavailable       error = runtime.ErrUnavailable
	ErrDeadlineExceeded  error = runtime.ErrDeadlineExceeded
	ErrRedirected        error = runtime.ErrRedirected
	ErrUnexpectedAnswer  error = runtime.ErrUnexpectedAnswer
	ErrFailed            error = runtime.ErrFailed
)
