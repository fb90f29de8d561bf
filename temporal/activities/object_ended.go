package activities

import (
	"context"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/runtime"
)

// ended is the error of an attempt that only reads and ended in err.
func (a *Activities) ended(ctx context.Context, err error, call connector.Call) error {
	if isCancel(context.Cause(ctx)) {
		return temporal.NewCanceledError()
	}
	return a.failed(err, call, ctx.Err() != nil || a.mayReadAgain(call, err))
}

// mayReadAgain reports whether what broke the reading may pass.
func (a *Activities) mayReadAgain(call connector.Call, err error) bool {
	if isTransient(err) {
		return true
	}
	action, unknown := a.Connector.Registry().Action(call.Action)
	return unknown == nil && runtime.MayRepeat(action, &runtime.Plan{Method: action.Method, Repeatable: true}, err)
}
