package activities

import (
	"context"
	"errors"

	"go.temporal.io/sdk/activity"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/temporal/contract"
)

// attempt is one attempt of an activity that makes one call.
type attempt struct {
	*Activities
	info   activity.Info
	asked  contract.Call
	call   connector.Call
	action *registry.Action // nil where nobody knows it: then nothing is sent
	key    string
	safe   bool // sending the call once more changes nothing
	beats  *heartbeats
	seen   contract.Progress // what earlier attempts left
}

// begin prepares an attempt and begins its heartbeats. The context ends when the attempt
// does. The error can be returned as it is; without one end is to be called.
func (a *Activities) begin(ctx context.Context, c contract.Call) (_ context.Context, t *attempt, end func(), err error) {
	t = &attempt{Activities: a, info: activity.GetInfo(ctx), asked: c}
	ctx = withCaller(ctx)
	t.key = keyOf(t.info)
	if t.seen, err = recall[contract.Progress](ctx); err != nil {
		return ctx, nil, nil, a.failed(unreadable(err), connector.Call{Connection: c.Connection, Action: c.Action}, true)
	}
	ctx, t.beats, end = a.beat(ctx, t.details())
	if t.call, err = a.callOf(ctx, c, t.key); err != nil {
		end()
		return ctx, nil, nil, err
	}
	t.call.Retries = connector.RetryUnsent // Temporal does the others
	t.action, t.safe = a.isSafe(ctx, t.call)
	return ctx, t, end, nil
}

// details are what earlier attempts left, as it is to be said again.
func (t *attempt) details() any {
	if t.seen == (contract.Progress{}) {
		return nil
	}
	return t.seen
}

// isSafe reports whether sending a call once more changes nothing, whatever became of
// the first.
func (a *Activities) isSafe(ctx context.Context, call connector.Call) (*registry.Action, bool) {
	action, err := a.Connector.Registry().Action(call.Action)
	if err != nil {
		return nil, true
	}
	alone := runtime.Plan{Method: action.Method, Repeatable: action.Idempotency != nil && action.Idempotency.Repeatable}
	if runtime.SafeToRepeat(action, &alone) {
		return action, true
	}
	if !connector.RepeatOf(action).Always {
		return action, false
	}
	plan, err := a.Connector.Plan(ctx, call) // by its token, which only the whole call has
	return action, err == nil && runtime.SafeToRepeat(action, plan)
}

// mayRepeat reports whether a call that ended in err may be sent again later.
func (t *attempt) mayRepeat(err error) bool {
	var own *ownError
	if t.action == nil || errors.As(err, &own) && !isPassing(own) { // such as a body that is damaged
		return false
	}
	return runtime.MayRepeat(t.action, &runtime.Plan{Method: t.action.Method, Repeatable: t.safe}, err) || isTransient(err)
}
