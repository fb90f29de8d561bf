//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	enums "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/temporal/contract"
)

// TestKillByCancelWhileStarting cancels the workflow while the service starts the work. The
// activity waits for the answer, for only that says what to abort.
func TestKillByCancelWhileStarting(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 2)
	start := s.hold(after, sendRun, 0)
	s.hold(before, pollRun, 0)
	s.work(t)
	f := byName(t, s, contract.WaitAction, following(s.newJob(t)))
	start.wait(t)
	require.NoError(t, f.client.CancelWorkflow(t.Context(), f.GetID(), f.GetRunID()))
	f.knows(t)
	start.letGo(t)
	var cancelled *temporal.CanceledError
	require.ErrorAs(t, f.Get(bounded(t), nil), &cancelled)
	var told contract.Cancelled
	require.NoError(t, cancelled.Details(&told))
	assert.True(t, told.Aborted, "%+v", told)
	assert.Equal(t, 1, s.got(abortRun))
	runs := s.runs(t)
	require.Len(t, runs, 1)
	assert.Equal(t, "CANCELED", s.endOf(t, runs[0]["run_id"]))
}

// TestKillByCancelOfKept does the same with work that is to go on.
func TestKillByCancelOfKept(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 2)
	poll := s.hold(before, pollRun, 0)
	s.work(t)
	wait := following(s.newJob(t))
	wait.KeepOnCancel = true
	f := byName(t, s, contract.WaitAction, wait)
	poll.wait(t)
	require.NoError(t, f.client.CancelWorkflow(t.Context(), f.GetID(), f.GetRunID()))
	var cancelled *temporal.CanceledError
	require.ErrorAs(t, f.Get(bounded(t), nil), &cancelled)
	var told contract.Cancelled
	require.NoError(t, cancelled.Details(&told))
	assert.False(t, told.Aborted)
	assert.Zero(t, s.got(abortRun))

	var end contract.Finished
	byName(t, s, contract.WaitAction, contract.Wait{Handle: told.Handle, Interval: 0.05}).gives(t, &end)
	assert.Equal(t, "SUCCESS", end.Result)
	assert.Equal(t, 1, s.got(sendRun))
}

// knows waits until a heartbeat has told the activity that it is cancelled.
func (f flow) knows(t *testing.T) {
	t.Helper()
	var asked *workflowpb.PendingActivityInfo
	require.Eventually(t, func() bool {
		d, err := f.client.DescribeWorkflowExecution(bounded(t), f.GetID(), f.GetRunID())
		require.NoError(t, err)
		require.Len(t, d.GetPendingActivities(), 1)
		now := d.GetPendingActivities()[0]
		if asked == nil && now.State == enums.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED {
			asked = now
		}
		return asked != nil && now.LastHeartbeatTime.AsTime().After(asked.LastHeartbeatTime.AsTime())
	}, patience, tick, "a heartbeat after the cancellation")
}
