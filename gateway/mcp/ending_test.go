package mcp

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
)

// served is an agent that a server over HTTP takes for a client.
func served(t *testing.T, s *Server, c Client) *session {
	t.Helper()
	server := httptest.NewServer(s.Handler(func(*http.Request) Client { return c }))
	t.Cleanup(server.Close)
	out := &session{t: t}
	var err error
	out.ClientSession, err = mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.StreamableClientTransport{Endpoint: server.URL}, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = out.Close() })
	return out
}

// A server that is about to end gives waits a handle that the next one goes on with.
func TestWaitsOutliveTheirServer(t *testing.T) {
	c := opened(t)
	full := made(t, Options{Connector: c, Mode: connection.FullAccess})
	id := connected(t, full, nil).cluster()
	ending := make(chan struct{})
	close(ending)
	left := served(t, full, Client{Ending: ending}).ok("run_action", map[string]any{
		"action": start, "params": map[string]any{"data": map[string]any{"cluster_id": id}}, "wait": true,
	})
	assert.Contains(t, left["note"], "the work goes on")
	again := served(t, full, Client{Ending: ending}).ok("run_action", map[string]any{"more": left["more"]})
	assert.Contains(t, again["note"], "the work goes on", "it could not wait either")
	next := connected(t, made(t, Options{Connector: c}), nil)
	assert.Equal(t, "RUNNING", next.ok("run_action", map[string]any{"more": again["more"]})["state"])
}

// What a client does not see is refused before the connector is asked, and is in the
// audit all the same, with the reason that the client is not told.
func TestUnseenCallsAreWrittenDown(t *testing.T) {
	var written records
	c := opened(t, func(cfg *connector.Config) { cfg.Audit = connector.Audit{To: &written, Mode: audit.Strict} })
	list := map[string]any{"action": "get_api_2_1_clusters_list", "connection": "box"}
	last := func() audit.Record {
		require.NotEmpty(t, written.all)
		one := written.all[len(written.all)-1]
		written.all = nil
		return one
	}
	full := made(t, Options{Connector: c, Mode: connection.FullAccess})
	for rule, s := range map[string]*session{
		"token ci: scope":    served(t, full, Client{ID: "1", Name: "ci", Sees: func(string) bool { return false }}),
		"token cd: scope":    served(t, full, Client{ID: "2", Name: "cd", SeesAction: func(string) bool { return false }}),
		"this server: scope": connected(t, made(t, Options{Connector: c, Connections: []string{"no"}}), nil),
	} {
		assert.Contains(t, s.refused("run_action", list)["code"], "UNKNOWN_")
		got := last()
		assert.Equal(t, []string{audit.Refused, audit.Denied, rule, "box"}, []string{got.Phase, got.Decision, got.Rule, got.Connection})
	}
	connected(t, full, nil).refused("run_action", map[string]any{"action": "nothing"})
	got := last()
	assert.Equal(t, []string{audit.Refused, "", "UNKNOWN_ACTION", "nothing"}, []string{got.Phase, got.Decision, got.Error, got.Action})
}

// Who serves the client learns how long each call of a tool lasts: the request that
// brought it may be over before.
func TestCallsTellWhenTheyAreOver(t *testing.T) {
	var began, running atomic.Int32
	agent := served(t, made(t, Options{}), Client{Began: func() func() {
		began.Add(1)
		running.Add(1)
		return func() { running.Add(-1) }
	}})
	agent.ok("run_action", map[string]any{"action": "get_api_2_1_clusters_list"})
	agent.refused("run_action", map[string]any{"action": "no_such_action"})
	assert.EqualValues(t, 2, began.Load())
	assert.Zero(t, running.Load())
}
