//go:build e2e && unix

package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/temporal/activities"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

// The guide's programs, line for line.

func oneCall(ctx context.Context, c *connector.Connector) error {
	done, err := c.Wait(ctx, connector.Call{
		Connection: "sandbox",
		Action:     "post_api_2_2_jobs_run_now",
		Params:     map[string]any{"data": map[string]any{"job_id": 1}},
	}, connector.WaitOptions{})
	if err != nil {
		return err
	}
	fmt.Println(done.State, done.Result)
	return nil
}

// Report is what Nightly found out.
type Report struct {
	Result string
	Output any
}

// Nightly runs a job to its end and reads what its first task gave.
func Nightly(ctx workflow.Context, job int64) (*Report, error) {
	ctx = durable.WithOptions(ctx, durable.Options{Connection: "sandbox"})
	done, err := durable.WaitAction(ctx, contract.Wait{Call: contract.Call{
		Action: "post_api_2_2_jobs_run_now",
		Params: contract.Values{"data": map[string]any{"job_id": job}},
	}})
	if err != nil {
		return nil, err
	}
	var run struct {
		Tasks []struct {
			RunID int64 `json:"run_id"`
		}
	}
	if err := durable.Decode(ctx, done, &run); err != nil {
		return nil, err
	}
	output, err := durable.RunAction(ctx, contract.Call{
		Action: "get_api_2_2_jobs_runs_get_output",
		Params: contract.Values{"run_id": run.Tasks[0].RunID},
	})
	if err != nil {
		return nil, err
	}
	report := &Report{Result: done.Result}
	return report, durable.Decode(ctx, output, &report.Output)
}

func serve(c client.Client, conn *connector.Connector) error {
	acts, err := activities.New(activities.Options{Connector: conn, Connection: "sandbox"})
	if err != nil {
		return err
	}
	w := worker.New(c, contract.TaskQueue("sandbox"), worker.Options{
		TaskQueueActivitiesPerSecond: 30,
		WorkerStopTimeout:            30 * time.Second, // calls end, waits are given back
		DisableWorkflowWorker:        true,
	})
	acts.Register(w)
	return w.Run(worker.InterruptCh())
}

var _ = serve // it ends with the process

func TestNightly(t *testing.T) {
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin(), Polls: -1}) // work is done at once
	require.NoError(t, err)
	conn, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"sandbox": box.Connection()}})
	require.NoError(t, err)
	acts, err := activities.New(activities.Options{Connector: conn, Connection: "sandbox", TestEnvironment: true})
	require.NoError(t, err)
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	acts.Register(env)
	env.ExecuteWorkflow(Nightly, int64(1))
	require.NoError(t, env.GetWorkflowError())
	var report Report
	require.NoError(t, env.GetWorkflowResult(&report))
	assert.Equal(t, "SUCCESS", report.Result)
}

// oneByOne reads a list so many times.
func oneByOne(ctx workflow.Context, queue string, times int) error {
	for range times {
		if err := workflow.ExecuteActivity(impatient(ctx, queue), contract.RunAction, contract.Call{Action: listJobs}).Get(ctx, nil); err != nil {
			return err
		}
	}
	return nil
}
