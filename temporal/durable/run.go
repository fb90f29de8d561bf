package durable

import (
	"cmp"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
)

// RunAction runs an action.
func RunAction(ctx workflow.Context, call contract.Call) (*contract.Result, error) {
	own(ctx, &call)
	return execute[contract.Result](activity(ctx, call.Connection, call.Action, oneCall), contract.RunAction, call)
}

// WaitAction runs an action, or takes the handle of its work, and follows the work to its
// end. An error whose ErrorObject is of connector.CategoryFailed says that the work
// failed; one with a Handle that it goes on.
func WaitAction(ctx workflow.Context, w contract.Wait) (*contract.Finished, error) {
	own(ctx, &w.Call)
	attempt := wait
	if w.Timeout > 0 {
		attempt = min(wait, time.Duration(min(w.Timeout, wait.Seconds())*float64(time.Second))+afterWork)
	}
	return execute[contract.Finished](activity(ctx, w.Connection, "wait: "+w.Action, attempt), contract.WaitAction, w)
}

// ListItems reads as much of a list as one answer may hold. The ResumeToken of what it
// returns is the StartingToken of the rest; Items and Pages see to that.
func ListItems(ctx workflow.Context, l contract.List) (*contract.Items, error) {
	own(ctx, &l.Call)
	return execute[contract.Items](activity(ctx, l.Connection, "list: "+l.Action, listing), contract.ListItems, l)
}

// RunBatch runs a batch of at most contract.MaxBatch calls in one activity; RunBatches
// takes more.
func RunBatch(ctx workflow.Context, b contract.Batch) (*contract.Tally, error) {
	b.Connection = cmp.Or(b.Connection, optionsOf(ctx).Connection)
	return execute[contract.Tally](activity(ctx, b.Connection, "batch", batch), contract.RunBatch, b)
}

// ReadObject reads a part of an object into the history of the workflow.
func ReadObject(ctx workflow.Context, r contract.Range) (*contract.Chunk, error) {
	return execute[contract.Chunk](activity(ctx, optionsOf(ctx).Connection, "", reading), contract.ReadObject, r)
}

// own gives a call without a connection that of the options.
func own(ctx workflow.Context, call *contract.Call) {
	call.Connection = cmp.Or(call.Connection, optionsOf(ctx).Connection)
}

func execute[T any](ctx workflow.Context, name string, input any) (*T, error) {
	var out T
	if err := workflow.ExecuteActivity(ctx, name, input).Get(ctx, &out); err != nil {
		return nil, err
	}
	return &out, nil
}
