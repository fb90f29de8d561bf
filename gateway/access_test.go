package gateway

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/gateway/token"
)

// calling is a request of a route that runs calls.
type calling struct {
	path, body, content string
	inBody              bool // what is wrong with the call is told in an answer of status 200
}

// callings are the routes that run calls, each with a call of one action.
func callings(connection, action, params string) map[string]calling {
	call := fmt.Sprintf(`{"connection":%q,"action":%q,"params":%s}`, connection, action, params)
	return map[string]calling{
		"run":    {path: "/v1/run", body: call},
		"plan":   {path: "/v1/plan", body: call},
		"wait":   {path: "/v1/wait", body: strings.Replace(call, "{", `{"interval":"1ms",`, 1)},
		"items":  {path: "/v1/items", body: call},
		"batch":  {path: "/v1/batch", body: call + "\n", content: "application/x-ndjson", inBody: true},
		"abstra": {path: "/connectors/connection/" + connection + "/execute", body: fmt.Sprintf(`{"connectionName":%q,"actionName":%q,"parameters":%s}`, connection, action, params), inBody: true},
		"upload": {path: "/v1/upload?" + url.Values{"connection": {connection}, "action": {action}, "params": {params}}.Encode(), body: "x", content: "application/octet-stream"},
	}
}

// Every route that runs calls is in the list above, so that none escapes the test below.
func TestCallingsAreComplete(t *testing.T) {
	s := newTestGateway(t)
	known := callings("sandbox", "x", "{}")
	for _, r := range s.g.routes() {
		if r.Method == http.MethodPost {
			found := false
			for _, c := range known {
				path, _, _ := strings.Cut(c.path, "?")
				found = found || path == plainPath(r.Pattern)
			}
			assert.True(t, found, "%s runs calls; write one of it down", r.Pattern)
		}
	}
}

// One policy, whatever the route: a token's scope holds for all of them, and nothing is
// sent that it refuses.
func TestScopeHoldsOnEveryRoute(t *testing.T) {
	everything := []string{"*"}
	tokens := withTokens(
		token.Token{Name: "reads", Scope: token.Scope{Connections: everything, Classes: []string{"read"}}},
		token.Token{Name: "elsewhere", Scope: token.Scope{Connections: []string{"other"}}},
		token.Token{Name: "nowhere"},
		token.Token{Name: "jobs", Scope: token.Scope{Connections: everything, Actions: []string{"*_jobs_*"}}},
		token.Token{Name: "right", Scope: token.Scope{Connections: everything}},
	)
	const start = "post_api_2_1_clusters_start"
	for name := range callings("", "", "") {
		action, params := start, `{"data":{"cluster_id":"example-cluster_id"}}`
		switch name {
		case "items":
			action, params = "get_api_2_1_clusters_list", "{}"
		case "upload":
			action, params = "put_api_2_0_fs_filesby_file_path", `{"file_path":"/Volumes/a/b/c/d.txt"}`
		}
		for who, want := range map[string]string{
			"reads": "403 POLICY_REFUSED", "elsewhere": "404 UNKNOWN_CONNECTION", "nowhere": "404 UNKNOWN_CONNECTION", "jobs": "404 UNKNOWN_ACTION",
			"right": "",
		} {
			t.Run(name+" "+who, func(t *testing.T) {
				s := newTestGateway(t, tokens)
				s.g.pace.poll = time.Microsecond
				c := callings("sandbox", action, params)[name]
				header := as(who)
				if c.content != "" {
					header = append(header, "Content-Type", c.content)
				}
				got := s.do(t, "POST", c.path, c.body, header...)
				switch {
				case who == "right" || name == "items" && who == "reads":
					require.Equal(t, 200, got.Status, "%s", got.Body)
					assert.NotContains(t, string(got.Body), "POLICY_REFUSED")
					assert.NotContains(t, string(got.Body), "UNKNOWN_")
					return
				case name == "plan" && who == "reads": // it sends nothing, and says what run would
					assert.Equal(t, 200, got.Status)
					assert.Equal(t, "POLICY_REFUSED", got.value(t)["refused"].(map[string]any)["code"])
				case c.inBody:
					assert.Equal(t, 200, got.Status)
					assert.Contains(t, string(got.Body), strings.Fields(want)[1])
				default:
					assert.Equal(t, want, fmt.Sprint(got.Status, " ", got.code(t)))
				}
				assert.Zero(t, s.box.Requests(), "nothing is sent")
			})
		}
	}
}

// A handle is no way around a scope. To follow work only reads.
func TestHandleOutOfScope(t *testing.T) {
	s := newTestGateway(t, withTokens(
		token.Token{Name: "right", Scope: token.Scope{Connections: []string{"*"}}},
		token.Token{Name: "elsewhere", Scope: token.Scope{Connections: []string{"other"}}},
		token.Token{Name: "reads", Scope: token.Scope{Connections: []string{"*"}, Classes: []string{"read"}}},
		token.Token{Name: "writes", Scope: token.Scope{Connections: []string{"*"}, Classes: []string{"write", "cost"}}},
		token.Token{Name: "jobs", Scope: token.Scope{Connections: []string{"*"}, Actions: []string{"*_jobs_*"}}},
	))
	s.g.pace.poll = time.Microsecond
	started := s.do(t, "POST", "/v1/wait", `{"connection":"sandbox","action":"post_api_2_1_clusters_start","params":{"data":{"cluster_id":"example-cluster_id"}},"interval":"1ms"}`,
		append(as("right"), "Accept", "text/event-stream")...)
	_, after, ok := strings.Cut(string(started.Body), `"handle":"`)
	require.True(t, ok, "%s", started.Body)
	handle, _, _ := strings.Cut(after, `"`)
	before := s.box.Requests()
	for who, want := range map[string]string{"elsewhere": "404 UNKNOWN_CONNECTION", "writes": "403 POLICY_REFUSED", "jobs": "404 UNKNOWN_ACTION"} {
		got := s.do(t, "POST", "/v1/wait", map[string]string{"handle": handle}, as(who)...)
		assert.Equal(t, want, fmt.Sprint(got.Status, " ", got.code(t)), who)
	}
	assert.Equal(t, before, s.box.Requests(), "nothing is sent")
	for _, who := range []string{"right", "reads"} {
		assert.Equal(t, 200, s.do(t, "POST", "/v1/wait", map[string]string{"handle": handle}, as(who)...).Status, who)
	}
}

// What the gateway does not serve is not there, whoever asks.
func TestConnectionsThatAreNotServed(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Connections = []string{"o*"} })
	got := s.do(t, "POST", "/v1/run", `{"connection":"sandbox","action":"get_api_2_1_clusters_list"}`)
	assert.Equal(t, "404 UNKNOWN_CONNECTION", fmt.Sprint(got.Status, " ", got.code(t)))
	assert.Contains(t, got.value(t)["detail"], "there are: other")
	assert.Equal(t, 200, s.do(t, "POST", "/v1/run", `{"connection":"other","action":"get_api_2_1_clusters_list"}`).Status)
	assert.NotContains(t, string(s.do(t, "GET", "/v1/connections", nil).Body), `"name":"sandbox"`)
}
