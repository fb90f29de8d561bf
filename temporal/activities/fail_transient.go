package activities

import (
	"context"
	"errors"
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/runtime"
)

// mayHaveActed reports whether the service may have acted on a call that ended in err.
func mayHaveActed(err error) bool { return runtime.MayHaveActed(err) }

// isTransient recognises errors of calls that were not sent, for a reason that may pass.
func isTransient(err error) bool {
	if mayHaveActed(err) {
		return false
	}
	var signIn *connector.SignInError
	switch {
	case errors.Is(err, connector.ErrAudit):
		return true
	case errors.As(err, &signIn):
		return isUnreached(signIn)
	case isPassing(err):
		return true
	}
	var api *connector.APIError
	if errors.As(err, &api) {
		return false
	}
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// isUnreached tells a sign-in that nobody answered, or that was put off, from one that
// was refused or that lacks its settings.
func isUnreached(e *connector.SignInError) bool {
	if e.Status == 0 {
		return e.Endpoint != "" && e.Err != nil
	}
	return e.Status == http.StatusTooManyRequests || e.Status >= http.StatusInternalServerError
}
