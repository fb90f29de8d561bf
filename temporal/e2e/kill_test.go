//go:build e2e && unix

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// TestKillWhileWaiting kills the worker between two polls. Another one goes on with the
// same run.
func TestKillWhileWaiting(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 2)
	job := s.newJob(t)
	poll := s.hold(before, pollRun, 1)
	first := s.work(t)
	f := byName(t, s, contract.WaitAction, following(job))
	poll.wait(t)
	first.kill()
	poll.lost(t)
	s.work(t)
	var end contract.Finished
	f.gives(t, &end)
	assert.Equal(t, "TERMINATED", end.State)
	assert.Equal(t, 1, s.got(sendRun), "the work was started once")
	assert.Len(t, s.runs(t), 1)
	assert.Zero(t, s.got(abortRun))
}

// TestKillOfToken kills the worker around a call that has a token: whatever the service
// did, there is one run in the end.
func TestKillOfToken(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site, at where) {
		f := s.killed(t, at, sendRun, contract.RunAction, running(s.newJob(t)))
		var res contract.Result
		f.gives(t, &res)
		assert.Equal(t, 200, res.Status)
		assert.Equal(t, 2, s.saw(sendRun), "the call was sent again")
		assert.Equal(t, 1+int(at), s.got(sendRun))
		assert.Len(t, s.runs(t), 1)
	})
}

// TestKillOfStart is the same for work that is followed to its end.
func TestKillOfStart(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site, at where) {
		f := s.killed(t, at, sendRun, contract.WaitAction, following(s.newJob(t)))
		var end contract.Finished
		f.gives(t, &end)
		assert.Equal(t, "TERMINATED", end.State)
		assert.Equal(t, 2, s.saw(sendRun), "the call was sent again")
		assert.Len(t, s.runs(t), 1)
	})
}

// TestKillOfIdempotent kills the worker around a call that may be made twice.
func TestKillOfIdempotent(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site, at where) {
		f := s.killed(t, at, sendDir, contract.RunAction, contract.Call{
			Action: makeDir, Params: contract.Values{"directory_path": "/Volumes/main/default/raw/new"},
		})
		var res contract.Result
		f.gives(t, &res)
		assert.Equal(t, 200, res.Status)
		assert.Equal(t, 1+int(at), s.got(sendDir))
	})
}

// TestKillOfUndecidable kills the worker around a call that nothing tells from a second
// one. It is not made again, and whoever asked for it is told to look.
func TestKillOfUndecidable(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site, at where) {
		e := s.killed(t, at, sendCreate, contract.RunAction, creating("once")).fails(t)
		assert.Equal(t, connector.CategoryUnknown, e.kind)
		assert.True(t, e.final)
		assert.Equal(t, connector.CategoryUnknown, e.Category)
		assert.True(t, e.InDoubt)
		assert.False(t, e.Retryable)
		assert.Equal(t, createJob, e.Action)
		assert.Equal(t, 1, s.saw(sendCreate), "the call was sent once")
		assert.Equal(t, int(at), s.jobs(t, "once"))
	})
}

// places are the places where the worker is killed.
var places = map[string]where{"while sending": before, "before the answer": after}

// everywhere runs a test on a site of its own for each of the places.
func everywhere(t *testing.T, test func(t *testing.T, s *site, at where)) {
	t.Helper()
	t.Parallel()
	for name, at := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, sandboxed(t, 1), at)
		})
	}
}

// killed runs one activity whose worker is killed when its request is held. Another worker
// is there to go on.
func (s *site) killed(t *testing.T, at where, request, name string, input any) flow {
	t.Helper()
	return s.killedAt(t, s.hold(at, request, 0), name, input)
}

// killedAt runs one activity whose worker is killed when a request is held, and starts
// another worker.
func (s *site) killedAt(t *testing.T, h *held, name string, input any) flow {
	t.Helper()
	first := s.work(t)
	f := byName(t, s, name, input)
	h.wait(t)
	first.kill()
	h.lost(t)
	s.work(t)
	return f
}
