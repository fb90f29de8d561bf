//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// TestHandle has the time for the work pass. The workflow gets the handle of the work and
// goes on with it.
func TestHandle(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 5)
	s.work(t)
	wait := following(s.newJob(t))
	wait.Timeout = 0.5
	wait.KeepOnCancel = true
	f := byName(t, s, contract.WaitAction, wait)
	e := f.fails(t)
	assert.Equal(t, connector.CategoryTimeout, e.kind)
	assert.True(t, e.final)
	assert.NotEmpty(t, e.Handle)

	runs := s.runs(t)
	require.Len(t, runs, 1)
	s.endOf(t, runs[0]["run_id"])
	var end contract.Finished
	byName(t, s, contract.WaitAction, contract.Wait{Handle: e.Handle, Interval: 0.05}).gives(t, &end)
	assert.Equal(t, "SUCCESS", end.Result)
	assert.Equal(t, 1, s.got(sendRun))
	assert.Zero(t, s.got(abortRun))
}
