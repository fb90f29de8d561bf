//go:build e2e && unix

package e2e

import (
	"encoding/json"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// heartbeat is how soon a worker that is gone is missed: long enough for a machine that has
// other things to do, short enough for a test.
const heartbeat = 3 * time.Second

// register has the workflows of the tests.
func register(w worker.Registry) {
	w.RegisterWorkflow(single)
	w.RegisterWorkflow(jobThrough)
	w.RegisterWorkflow(runThrough)
	w.RegisterWorkflow(readThrough)
	w.RegisterWorkflow(listThrough)
	w.RegisterWorkflow(many)
	w.RegisterWorkflow(Nightly)
	w.RegisterWorkflow(oneByOne)
}

// task is one activity, by name as a workflow in any language calls it.
type task struct {
	Queue    string
	Activity string
	Input    any
}

// single runs one activity and ends as it does.
func single(ctx workflow.Context, t task) (json.RawMessage, error) {
	var answer json.RawMessage
	err := workflow.ExecuteActivity(impatient(ctx, t.Queue), t.Activity, t.Input).Get(ctx, &answer)
	return answer, err
}

// impatient has what all activities of the tests run under.
func impatient(ctx workflow.Context, queue string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           queue,
		StartToCloseTimeout: 2 * time.Minute,
		HeartbeatTimeout:    heartbeat,
		WaitForCancellation: true,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 100 * time.Millisecond, MaximumInterval: time.Second},
	})
}
