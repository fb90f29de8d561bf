package connection

import (
	"context"
	"errors"
	"net/url"
)

// unreached is the cause of a request that got no answer.
type unreached struct{ err error }

// from takes the cause out of an error of an HTTP client, if it is one.
func (u *unreached) from(err error) bool {
	var cause *url.Error
	if !errors.As(err, &cause) {
		return false
	}
	u.err = cause.Err
	return true
}

// sendFault is the error of a request that got no answer.
func (s *signIn) sendFault(ctx context.Context, endpoint string, err error, cure string) error {
	e := &SignInError{Type: s.kind, Endpoint: bareURL(endpoint), Err: bareCause(err), Cure: cure}
	if ctx.Err() != nil {
		e.Err = context.Cause(ctx)
	}
	return e
}
