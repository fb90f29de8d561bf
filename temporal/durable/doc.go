// Package durable runs actions from workflows that are written in Go:
//
//	run, err := durable.WaitAction(ctx, contract.Wait{Call: contract.Call{
//		Connection: "prod", Action: "post_api_2_2_jobs_run_now",
//		Params: contract.Values{"data": map[string]any{"job_id": 7}},
//	}})
//	if err != nil {
//		if o, ok := durable.ErrorObject(err); ok && o.Category == connector.CategoryFailed { … }
//		return err
//	}
//	var job struct{ RunID int64 `json:"run_id"` }
//	err = durable.Decode(ctx, run, &job)
//
// Each function runs one or more activities of package contract and nothing else, so
// that a replay does what the first run did. They belong into the goroutine of a
// workflow, as all that takes a workflow.Context does.
//
// # Time and repeats
//
// Activities go to the task queue of their connection, heartbeat, and are repeated on
// another worker when theirs is lost. Failures that a repeat may cure are repeated for as
// long as it takes, from one second to one minute apart; a RetryPolicy with
// MaximumAttempts, or a ScheduleToCloseTimeout, bounds that. Both, and any other of the
// activity options, are taken from the context where workflow.WithActivityOptions put
// them, but for WaitForCancellation, which is always set: a workflow that is cancelled
// waits for its activities, which then abort their work, or say how it ended.
package durable
