//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/temporal/contract"
)

// TestKillByStop tells a worker to end while it waits. It hands the work over.
func TestKillByStop(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 2)
	job := s.newJob(t)
	poll := s.hold(before, pollRun, 1)
	first := s.work(t)
	f := byName(t, s, contract.WaitAction, following(job))
	poll.wait(t)
	assert.Zero(t, first.stop(t), "the worker ended in order: %s", first.log)
	poll.lost(t)
	s.work(t)
	var end contract.Finished
	f.gives(t, &end)
	assert.Equal(t, "TERMINATED", end.State)
	assert.Equal(t, "SUCCESS", end.Result)
	assert.Equal(t, 1, s.got(sendRun))
	assert.Zero(t, s.got(abortRun), "the work was not aborted")
}

// TestKillByCancel cancels the workflow while its activity waits. The run is cancelled on
// the service, once.
func TestKillByCancel(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 2)
	job := s.newJob(t)
	poll := s.hold(before, pollRun, 1)
	s.work(t)
	f := byName(t, s, contract.WaitAction, following(job))
	poll.wait(t)
	require.NoError(t, f.client.CancelWorkflow(t.Context(), f.GetID(), f.GetRunID()))
	err := f.Get(bounded(t), nil)
	var cancelled *temporal.CanceledError
	require.ErrorAs(t, err, &cancelled)
	assert.Equal(t, 1, s.got(abortRun), "the abort ran once")
	runs := s.runs(t)
	require.Len(t, runs, 1)
	assert.Equal(t, "CANCELED", s.endOf(t, runs[0]["run_id"]))
	var told contract.Cancelled
	require.True(t, cancelled.HasDetails(), "the workflow is told what became of the work")
	require.NoError(t, cancelled.Details(&told))
	assert.NotEmpty(t, told.Handle)
	assert.True(t, told.Aborted, "%+v", told)
}

// TestKillByTerminate terminates the workflow. Nobody is left to say what should become of
// the run, so it goes on.
func TestKillByTerminate(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 2)
	job := s.newJob(t)
	poll := s.hold(before, pollRun, 1)
	w := s.work(t)
	f := byName(t, s, contract.WaitAction, following(job))
	poll.wait(t)
	require.NoError(t, f.client.TerminateWorkflow(t.Context(), f.GetID(), f.GetRunID(), "a test"))
	poll.lost(t) // a heartbeat has told the activity
	assert.Zero(t, w.stop(t), "the worker ended in order: %s", w.log)
	assert.Zero(t, s.got(abortRun))
	assert.Equal(t, 1, s.got(sendRun))
	runs := s.runs(t)
	require.Len(t, runs, 1)
	assert.Equal(t, "SUCCESS", s.endOf(t, runs[0]["run_id"]), "the run went on")
}

// endOf reads a run to its end, past the wire, and returns its result: reading it is what
// moves it on in the sandbox.
func (s *site) endOf(t *testing.T, run any) any {
	t.Helper()
	for range 20 {
		state := s.must(t, getRun, map[string]any{"run_id": run})["state"].(map[string]any)
		if state["life_cycle_state"] == "TERMINATED" {
			return state["result_state"]
		}
	}
	t.Fatalf("run %v does not end", run)
	return nil
}
