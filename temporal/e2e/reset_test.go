//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	common "go.temporal.io/api/common/v1"
	"go.temporal.io/api/workflowservice/v1"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// TestKillByReset has an operator reset an activity whose call is on its way, and its worker
// is killed. What the call may have done is not forgotten.
func TestKillByReset(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 1)
	h := s.hold(after, sendCreate, 0)
	first := s.work(t)
	f := byName(t, s, contract.RunAction, creating("once"))
	h.wait(t)
	_, err := f.client.WorkflowService().ResetActivity(t.Context(), &workflowservice.ResetActivityRequest{
		Namespace: namespace,
		Execution: &common.WorkflowExecution{WorkflowId: f.GetID(), RunId: f.GetRunID()},
		Activity:  &workflowservice.ResetActivityRequest_Type{Type: contract.RunAction},
	})
	require.NoError(t, err)
	first.kill()
	h.lost(t)
	s.work(t)
	e := f.fails(t)
	assert.Equal(t, connector.CategoryUnknown, e.kind)
	assert.True(t, e.InDoubt)
	assert.Equal(t, 1, s.saw(sendCreate))
	assert.Equal(t, 1, s.jobs(t, "once"))
}
