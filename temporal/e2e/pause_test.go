//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	common "go.temporal.io/api/common/v1"
	"go.temporal.io/api/workflowservice/v1"

	"github.com/actionctl/connector/temporal/contract"
)

// TestKillByPause pauses an activity that waits, and lets it go on. The work goes on all
// the time.
func TestKillByPause(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 2)
	poll := s.hold(before, pollRun, 1)
	s.work(t)
	f := byName(t, s, contract.WaitAction, following(s.newJob(t)))
	poll.wait(t)
	at := &common.WorkflowExecution{WorkflowId: f.GetID(), RunId: f.GetRunID()}
	all := f.client.WorkflowService()
	_, err := all.PauseActivity(t.Context(), &workflowservice.PauseActivityRequest{
		Namespace: namespace, Execution: at, Activity: &workflowservice.PauseActivityRequest_Type{Type: contract.WaitAction},
	})
	require.NoError(t, err)
	poll.lost(t) // a heartbeat has told the activity
	_, err = all.UnpauseActivity(t.Context(), &workflowservice.UnpauseActivityRequest{
		Namespace: namespace, Execution: at, Activity: &workflowservice.UnpauseActivityRequest_Type{Type: contract.WaitAction},
	})
	require.NoError(t, err)
	var end contract.Finished
	f.gives(t, &end)
	assert.Equal(t, "SUCCESS", end.Result)
	assert.Equal(t, 1, s.got(sendRun))
	assert.Zero(t, s.got(abortRun))
}
