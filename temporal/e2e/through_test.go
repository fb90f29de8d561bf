//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

// ended is what jobThrough found out.
type ended struct {
	Run    int64
	Result string
	Tasks  []string
	Output any
	Jobs   int
}

// jobThrough makes a job, runs it, waits for the run and fetches what its task gave.
func jobThrough(ctx workflow.Context, connection string) (*ended, error) {
	ctx = durable.WithOptions(ctx, durable.Options{Connection: connection})
	made, err := durable.RunAction(ctx, creating("nightly"))
	if err != nil {
		return nil, err
	}
	var job struct {
		ID int64 `json:"job_id"`
	}
	if err := durable.Decode(ctx, made, &job); err != nil {
		return nil, err
	}
	run, err := durable.WaitAction(ctx, following(job.ID))
	if err != nil {
		return nil, err
	}
	var done struct {
		RunID int64 `json:"run_id"`
		Tasks []struct {
			Key   string `json:"task_key"`
			RunID int64  `json:"run_id"`
		}
	}
	if err := durable.Decode(ctx, run, &done); err != nil {
		return nil, err
	}
	out := &ended{Run: done.RunID, Result: run.Result}
	for _, task := range done.Tasks {
		out.Tasks = append(out.Tasks, task.Key)
		output, err := durable.RunAction(ctx, contract.Call{Action: getOutput, Params: contract.Values{"run_id": task.RunID}})
		if err != nil {
			return nil, err
		}
		if err := durable.Decode(ctx, output, &out.Output); err != nil {
			return nil, err
		}
	}
	for _, err := range durable.Items(ctx, contract.List{Call: contract.Call{Action: listJobs}}) {
		if err != nil {
			return nil, err
		}
		out.Jobs++
	}
	return out, nil
}

// TestJob is what all this is for.
func TestJob(t *testing.T) {
	s := sandboxed(t, 1)
	s.work(t)
	var end ended
	begin(t, s, jobThrough, s.connection).gives(t, &end)
	assert.Equal(t, "SUCCESS", end.Result)
	assert.Equal(t, []string{"load"}, end.Tasks)
	assert.Contains(t, end.Output, "metadata")
	assert.Equal(t, 1, end.Jobs)
	runs := s.runs(t)
	assert.Len(t, runs, 1)
	assert.Equal(t, end.Run, number(t, runs[0]["run_id"]))
	assert.Equal(t, 1, s.got(sendCreate))
	assert.Equal(t, 1, s.got(sendRun))
}
