package durable

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
)

// What the service of Temporal is told beyond what activities see of it.
func TestActivityOptions(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	e := suite.NewTestWorkflowEnvironment()
	e.ExecuteWorkflow(func(ctx workflow.Context) error {
		o := workflow.GetActivityOptions(activity(ctx, "prod", "wait: a", time.Hour))
		assert.Equal(t, &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute}, o.RetryPolicy)
		assert.Equal(t, "wait: a", o.Summary)
		assert.True(t, o.WaitForCancellation, "an abort needs the workflow to be there")
		assert.Zero(t, o.ScheduleToCloseTimeout)

		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
			RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 3}, Summary: "mine", ActivityID: "id", ScheduleToStartTimeout: time.Minute,
		})
		o = workflow.GetActivityOptions(activity(ctx, "prod", "wait: a", time.Hour))
		assert.EqualValues(t, 3, o.RetryPolicy.MaximumAttempts)
		assert.Equal(t, "mine", o.Summary)
		assert.Equal(t, "id", o.ActivityID)
		assert.Equal(t, time.Minute, o.ScheduleToStartTimeout)
		return nil
	})
	require.True(t, e.IsWorkflowCompleted())
	require.NoError(t, e.GetWorkflowError())
}
