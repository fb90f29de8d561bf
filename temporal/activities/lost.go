package activities

import (
	"context"
	"errors"
	"fmt"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
)

// errPassing is the cause of own errors that may not come a second time.
var errPassing = errors.New("it may pass")

func isPassing(err error) bool { return errors.Is(err, errPassing) }

// lost is the error of a call that was carried out and whose answer did not arrive where
// it should. It is called again only where that changes nothing.
func (t *attempt) lost(ctx context.Context, res *connector.Result, err error) error {
	again := t.safe && (isPassing(err) || brokeOff(err))
	if again && isCancel(context.Cause(ctx)) {
		return temporal.NewCanceledError()
	}
	o := t.objectOf(err, t.call)
	return t.failed(&ownError{
		code: o.Code, category: o.Category, hint: o.Hint, status: res.Status, request: res.RequestID(),
		text: fmt.Sprintf("%s was carried out (status %d), but: %s", t.call.Action, res.Status, o.Message),
	}, t.call, again)
}

// brokeOff reports whether an answer ended too early.
func brokeOff(err error) bool {
	var own *ownError
	var api *connector.APIError
	return !errors.As(err, &own) && !errors.As(err, &api) && !errors.Is(err, connector.ErrChanged)
}
