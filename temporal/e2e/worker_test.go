//go:build e2e && unix

package e2e

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/sandbox"
)

// settings are those of a connection beyond where it leads.
type settings map[string]any

// home is a folder with the connections of a worker.
type home struct {
	dir         string
	connections settings
	env         []string // beside the usual
}

func newHome(t *testing.T) *home {
	t.Helper()
	return &home{dir: t.TempDir(), connections: settings{}}
}

func (h *home) file() string { return filepath.Join(h.dir, "connections.yaml") }

// connect adds the connection to a site.
func (h *home) connect(t *testing.T, s *site, more settings) {
	t.Helper()
	one := settings{"host": s.url, "auth": settings{"type": "pat", "token": "env:E2E_TOKEN"}}
	maps.Copy(one, more)
	h.connections[s.connection] = one
	text, err := json.Marshal(settings{"connections": h.connections}) // JSON is YAML
	require.NoError(t, err)
	next := h.file() + ".next" // a worker may be reading
	require.NoError(t, os.WriteFile(next, text, 0o600))
	require.NoError(t, os.Rename(next, h.file()))
}

// start starts a worker process that finds Temporal at an address.
func (h *home) start(t *testing.T, address string, flags ...string) *process {
	t.Helper()
	env := []string{
		"HOME=" + h.dir, "PATH=" + os.Getenv("PATH"), "E2E_TOKEN=" + sandbox.Token,
		"ACTIONCTL_CONNECTIONS=" + h.file(), "TEMPORAL_ADDRESS=" + address, "TEMPORAL_NAMESPACE=" + namespace,
	}
	return start(t, append(env, h.env...), program(workerProgram), flags...)
}

// work starts a worker process for the site's connection.
func (s *site) work(t *testing.T, flags ...string) *process {
	t.Helper()
	return s.workAt(t, s.temporal, nil, flags...)
}

// workAt starts one whose connection has more settings, and that finds Temporal at an
// address.
func (s *site) workAt(t *testing.T, address string, more settings, flags ...string) *process {
	t.Helper()
	h := newHome(t)
	h.connect(t, s, more)
	return h.start(t, address, flags...)
}

// line waits for a line of standard output that has the mark, and returns what follows it.
func (p *process) line(t *testing.T, mark string) string {
	t.Helper()
	late := time.After(patience)
	for {
		select {
		case line, more := <-p.lines:
			require.True(t, more, "the program ended: %s", p.log)
			if _, after, found := strings.Cut(line, mark); found {
				return after
			}
		case <-late:
			t.Fatalf("no line of %q: %s", mark, p.log)
		}
	}
}
