package connector_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// configured is a connector over a connections.yaml that a test rewrites.
type configured struct {
	*connector.Connector
	t    testing.TB
	path string
}

// entry is a connection as reloading tests write it: its token is read as it stands.
type entry struct{ name, host, token, more string }

func newConfigured(t testing.TB, entries ...entry) *configured {
	t.Helper()
	c := &configured{t: t, path: filepath.Join(t.TempDir(), "connections.yaml")}
	c.write(entries...)
	var err error
	c.Connector, err = connector.Open(connector.Config{
		ConnectionsFile: c.path, ConfigFile: filepath.Join(t.TempDir(), "none"), Getenv: func(string) string { return "" },
	})
	require.NoError(t, err)
	return c
}

func (c *configured) write(entries ...entry) {
	c.t.Helper()
	var b strings.Builder
	if b.WriteString("connections:\n"); len(entries) == 0 {
		b.WriteString("  {}\n")
	}
	for _, e := range entries {
		fmt.Fprintf(&b, "  %s: {host: %q, retry_budget: -1s, auth: {token: %s}%s}\n", e.name, e.host, e.token, e.more)
	}
	require.NoError(c.t, os.WriteFile(c.path, []byte(b.String()), 0o600))
}

func (c *configured) reload(changed ...string) {
	c.t.Helper()
	got, err := c.ReloadConnections()
	require.NoError(c.t, err)
	require.Equal(c.t, changed, got)
}

// workspace is a service that counts the network connections to it and tells of those
// that end.
type workspace struct {
	*httptest.Server
	opened, closed chan struct{}
}

func newWorkspace(t testing.TB, h http.HandlerFunc) *workspace {
	t.Helper()
	w := &workspace{opened: make(chan struct{}, 1000), closed: make(chan struct{}, 1000)}
	w.Server = httptest.NewUnstartedServer(h)
	w.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		switch s {
		case http.StateNew:
			w.opened <- struct{}{}
		case http.StateClosed:
			w.closed <- struct{}{}
		}
	}
	w.Start()
	t.Cleanup(w.Close)
	return w
}

// turnstile holds requests up until a test lets them go on, or ends.
type turnstile struct{ came, goOn chan struct{} }

func newTurnstile() turnstile { return turnstile{make(chan struct{}), make(chan struct{})} }

func (g turnstile) pass(t testing.TB) {
	select {
	case g.came <- struct{}{}:
	case <-t.Context().Done():
	}
	select {
	case <-g.goOn:
	case <-t.Context().Done():
	}
}

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}
