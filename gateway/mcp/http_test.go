package mcp

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
)

// records are what was written down.
type records struct{ all []audit.Record }

func (r *records) Write(_ context.Context, one audit.Record, _ bool) error {
	r.all = append(r.all, one)
	return nil
}

type bearing string

func (b bearing) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// Over HTTP clients are told apart, the newest protocol and older ones are spoken, and the
// audit knows who it was.
func TestHTTP(t *testing.T) {
	var written records
	c := opened(t, func(cfg *connector.Config) { cfg.Audit = connector.Audit{To: &written, Mode: audit.Strict} })
	s := made(t, Options{Connector: c})
	server := httptest.NewServer(s.Handler(func(r *http.Request) Client {
		name := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		return Client{
			ID: name, Name: name, NoConsent: name == "robot",
			Sees:       func(string) bool { return name != "stranger" },
			SeesAction: func(action string) bool { return name != "narrow" || strings.HasPrefix(action, "get_") },
			Gates:      []connector.Gate{connector.PolicyGate("token "+name, connection.Policy{Mode: connection.DeleteSafe})},
		}
	}))
	t.Cleanup(server.Close)
	as := func(name string) *session {
		out := &session{t: t}
		o := &mcp.ClientOptions{ElicitationHandler: func(_ context.Context, r *mcp.ElicitRequest) (*mcp.ElicitResult, error) {
			out.asked = append(out.asked, r.Params.Message)
			return &mcp.ElicitResult{Action: "accept"}, nil
		}}
		var err error
		out.ClientSession, err = mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, o).Connect(t.Context(),
			&mcp.StreamableClientTransport{Endpoint: server.URL, HTTPClient: &http.Client{Transport: bearing(name)}}, nil)
		require.NoError(t, err)
		t.Cleanup(func() { _ = out.Close() })
		return out
	}
	ci := as("ci")
	assert.Equal(t, stateless, ci.InitializeResult().ProtocolVersion)
	ci.ok("run_action", map[string]any{"action": "get_api_2_1_clusters_list"})
	assert.Equal(t, audit.Caller{Front: audit.MCP, Name: "ci", Agent: "test/1"}, written.all[len(written.all)-1].Caller)

	run := map[string]any{"action": start, "params": map[string]any{"data": map[string]any{"cluster_id": "x"}}}
	assert.NotEqual(t, "POLICY_REFUSED", ci.refused("run_action", run)["code"], "the person agreed, the cluster is not there")
	assert.Len(t, ci.asked, 1)
	robot := as("robot")
	assert.Equal(t, "POLICY_REFUSED", robot.refused("run_action", run)["code"])
	assert.Empty(t, robot.asked)
	assert.Contains(t, ci.refused("run_action", deleteCluster("x"))["message"], "token ci refuses", "which nobody here can agree to")
	assert.Len(t, ci.asked, 1)

	assert.Equal(t, "UNKNOWN_CONNECTION", as("stranger").refused("run_action", run)["code"])
	narrow := as("narrow")
	assert.Equal(t, "UNKNOWN_ACTION", narrow.refused("run_action", run)["code"])
	assert.Equal(t, "UNKNOWN_ACTION", narrow.refused("describe_action", map[string]any{"action": start})["code"])
	assert.NotContains(t, fmt.Sprint(narrow.ok("search_actions", map[string]any{"query": start})), start)
}

func TestOlderProtocols(t *testing.T) {
	s := made(t, Options{})
	server := httptest.NewServer(s.Handler(func(*http.Request) Client { return Client{} }))
	t.Cleanup(server.Close)
	post := func(session, body string) (*http.Response, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		if session != "" {
			r.Header.Set("Mcp-Session-Id", session)
			r.Header.Set("Mcp-Protocol-Version", "2025-06-18")
		}
		res, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		var b bytes.Buffer
		_, err = b.ReadFrom(res.Body)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		return res, b.String()
	}
	res, text := post("", `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"old","version":"1"}}}`)
	assert.Contains(t, text, `"protocolVersion":"2025-06-18"`)
	session := res.Header.Get("Mcp-Session-Id")
	require.NotEmpty(t, session)
	post(session, `{"jsonrpc":"2.0","method":"notifications/initialized"}`)
	_, text = post(session, `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"run_action","arguments":{"action":"get_api_2_1_clusters_list"}}}`)
	assert.Contains(t, text, `\"status\":200`)
}

// Standard input and output: nothing but the protocol, and it ends with its input.
func TestRunIO(t *testing.T) {
	s := made(t, Options{})
	in := strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"old","version":"1"}}}` + "\n" +
		`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n" +
		`{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"run_action","arguments":{"action":"get_api_2_1_clusters_list"}}}` + "\n")
	var out bytes.Buffer
	require.NoError(t, s.RunIO(t.Context(), in, &out))
	for line := range strings.Lines(out.String()) {
		assert.True(t, strings.HasPrefix(line, `{"jsonrpc":"2.0"`), line)
	}
	assert.Contains(t, out.String(), `"id":2,"result"`, "what was asked is answered before the end")
}
