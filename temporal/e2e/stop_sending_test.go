//go:build e2e && unix

package e2e

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

const tick = 20 * time.Millisecond

// TestKillByStopWhileSending tells a worker to end while the service works on a call. The
// call is let finish.
func TestKillByStopWhileSending(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 1)
	h := s.hold(after, sendCreate, 0)
	w := s.work(t)
	f := byName(t, s, contract.RunAction, creating("once"))
	h.wait(t)
	w.tell(syscall.SIGTERM)
	w.says(t, "msg=draining")
	h.letGo(t)
	var res contract.Result
	f.gives(t, &res)
	assert.Zero(t, w.code(t))
	assert.Equal(t, 1, s.jobs(t, "once"))
}

// TestKillByStopOfSlow has the service take longer than the worker may take to end. The
// call is cut off: one with a token is sent again by another worker, of one without it is
// told that nobody knows.
func TestKillByStopOfSlow(t *testing.T) {
	t.Parallel()
	t.Run("with a token", func(t *testing.T) {
		t.Parallel()
		s := sandboxed(t, 1)
		f := s.cutOff(t, sendRun, running(s.newJob(t)))
		s.work(t)
		var res contract.Result
		f.gives(t, &res)
		assert.Equal(t, 2, s.got(sendRun))
		assert.Len(t, s.runs(t), 1)
	})
	t.Run("without", func(t *testing.T) {
		t.Parallel()
		s := sandboxed(t, 1)
		f := s.cutOff(t, sendCreate, creating("once"))
		s.work(t)
		e := f.fails(t)
		assert.Equal(t, connector.CategoryUnknown, e.kind)
		assert.True(t, e.InDoubt)
		assert.Equal(t, 1, s.saw(sendCreate))
		assert.Equal(t, 1, s.jobs(t, "once"))
	})
}

// cutOff runs a call on a worker that is told to end and does not wait for the answer.
func (s *site) cutOff(t *testing.T, request string, call contract.Call) flow {
	t.Helper()
	h := s.hold(after, request, 0)
	w := s.work(t, "--drain=200ms")
	f := byName(t, s, contract.RunAction, call)
	h.wait(t)
	assert.NotZero(t, w.stop(t), "the worker tells that it cut something off")
	h.lost(t)
	return f
}

// says waits for a text in the process's log.
func (p *process) says(t *testing.T, text string) {
	t.Helper()
	require.Eventually(t, func() bool { return strings.Contains(p.log.String(), text) }, patience, tick, "%q in the log", text)
}
