//go:build e2e && unix

package e2e

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
)

// TestKillOfTemporal kills the Temporal server while a worker waits, and then the worker.
// What both knew is in the server's file.
func TestKillOfTemporal(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "temporal.db")
	server, err := launchTemporal("127.0.0.1:0", "--file", file)
	require.NoError(t, err)
	t.Cleanup(func() { server.kill() })
	s := sandboxed(t, 2)
	s.temporal = server.address
	poll := s.hold(before, pollRun, 1)
	first := s.work(t)
	f := byName(t, s, contract.WaitAction, following(s.newJob(t)))
	poll.wait(t)
	server.kill()
	first.kill()
	poll.lost(t)

	server, err = launchTemporal(server.address, "--file", file)
	require.NoError(t, err)
	s.work(t)
	var end contract.Finished
	f.gives(t, &end)
	assert.Equal(t, "SUCCESS", end.Result)
	assert.Equal(t, 1, s.got(sendRun), "the work was started once")
	assert.Len(t, s.runs(t), 1)
}
