package gateway

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/schema"
)

const startCluster = "post_api_2_1_clusters_start"

// quick makes the waits of a gateway poll without pauses worth the name.
func (s *testGateway) quick() *testGateway {
	s.g.pace.poll = time.Microsecond
	return s
}

// starting is a call that starts a cluster of the sandbox.
func (s *testGateway) starting(t testing.TB, connection string, more ...any) map[string]any {
	t.Helper()
	return s.working(t, connection, startCluster, more...)
}

// working is a call that starts work in the sandbox.
func (s *testGateway) working(t testing.TB, connection, action string, more ...any) map[string]any {
	t.Helper()
	a, err := s.c.Registry().Action(action)
	require.NoError(t, err)
	params, ok := s.c.Types().Example(schema.Document(a.ParamsSchema()), a.Name, false).(map[string]any)
	require.True(t, ok)
	return call(connection, action, params, append([]any{"interval", "1ms"}, more...)...)
}

func TestWait(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Sandbox.Polls = 3 }).quick()
	got := s.do(t, "POST", "/v1/wait", s.starting(t, "sandbox"))
	require.Equal(t, 200, got.Status, "%s", got.Body)
	v := got.value(t)
	assert.Equal(t, startCluster, v["action"])
	assert.Equal(t, "RUNNING", v["state"])
	assert.Equal(t, "RUNNING", v["data"].(map[string]any)["state"])
	assert.NotEmpty(t, v["polls"])
	h, err := connector.ParseHandle([]byte(v["handle"].(string)))
	require.NoError(t, err)
	assert.Equal(t, "sandbox", h.Connection)
}

func TestWaitTellsEvents(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Sandbox.Polls = 3 }).quick()
	all := s.events(t, s.starting(t, "sandbox"))
	require.Greater(t, len(all), 3)
	assert.Equal(t, "started", all[0].name)
	assert.Equal(t, "sandbox", all[0].data["connection"])
	h, err := connector.ParseHandle([]byte(all[0].data["handle"].(string)))
	require.NoError(t, err, "the first event has the handle")
	assert.Equal(t, startCluster, h.Action)
	for _, e := range all[1 : len(all)-1] {
		assert.Equal(t, "progress", e.name)
		assert.Contains(t, e.data, "state")
	}
	assert.Equal(t, "result", all[len(all)-1].name)
	assert.Equal(t, "RUNNING", all[len(all)-1].data["state"])

	for name, handle := range map[string]any{"a word": h.String(), "an object": h} {
		again := s.events(t, map[string]any{"handle": handle, "interval": 0.001})
		assert.Equal(t, "started", again[0].name, name)
		assert.Equal(t, "result", again[len(again)-1].name, name)
	}
}

// An error before the work was started is a problem, whatever the client accepts; one
// behind it is an event.
func TestWaitFails(t *testing.T) {
	s := newTestGateway(t, func(s *setup) {
		s.Sandbox.Outcomes = map[string]string{startCluster: "TERMINATED"}
	}).quick()
	for _, accept := range []string{jsonContent, eventsContent} {
		bad := s.do(t, "POST", "/v1/wait", call("sandbox", startCluster, params{}), "Accept", accept)
		assert.Equal(t, 422, bad.Status)
		assert.Equal(t, "INVALID_PARAMETERS", bad.code(t))
		none := s.do(t, "POST", "/v1/wait", call("sandbox", listJobs, params{}), "Accept", accept)
		assert.Equal(t, 400, none.Status)
		assert.Equal(t, "NO_WAIT", none.code(t))
	}
	failed := s.do(t, "POST", "/v1/wait", s.starting(t, "sandbox"))
	assert.Equal(t, "TERMINATED", failed.errorOf(t, 424)["state"])

	all := s.events(t, s.starting(t, "sandbox"))
	end := all[len(all)-1]
	assert.Equal(t, "error", end.name)
	assert.Equal(t, "TERMINATED", end.data["state"])
	assert.Equal(t, "failed", end.data["category"])
}

func TestWaitRefuses(t *testing.T) {
	s := newTestGateway(t).quick()
	handle := s.do(t, "POST", "/v1/wait", s.starting(t, "sandbox")).value(t)["handle"]
	other := handleOn(t, handle, func(h *connector.Handle) { h.Connection = "nowhere" })
	for name, tc := range map[string]struct {
		body   any
		status int
		code   string
	}{
		"nothing":             {params{}, 400, "BAD_BODY"},
		"both":                {params{"handle": handle, "action": startCluster}, 400, "BAD_BODY"},
		"unknown field":       {params{"handle": handle, "intervall": "1s"}, 400, "BAD_BODY"},
		"no handle":           {params{"handle": "aaa"}, 400, "UNUSABLE_HANDLE"},
		"a number":            {params{"handle": 7}, 400, "UNUSABLE_HANDLE"},
		"another place":       {params{"handle": other}, 404, "UNKNOWN_CONNECTION"},
		"another host":        {params{"handle": handleOn(t, handle, func(h *connector.Handle) { h.Host = "https://elsewhere" })}, 400, "UNUSABLE_HANDLE"},
		"an action of no use": {params{"handle": handleOn(t, handle, func(h *connector.Handle) { h.Action = listJobs })}, 400, "UNUSABLE_HANDLE"},
		"unknown action":      {params{"handle": handleOn(t, handle, func(h *connector.Handle) { h.Action = "no_such" })}, 404, "UNKNOWN_ACTION"},
		"interval":            {params{"handle": handle, "interval": "soon"}, 400, "BAD_BODY"},
		"timeout":             {params{"handle": handle, "timeout": -1}, 400, "BAD_BODY"},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, "POST", "/v1/wait", tc.body)
			assert.Equal(t, tc.status, got.Status, "%s", got.Body)
			assert.Equal(t, tc.code, got.code(t))
		})
	}
	assert.Equal(t, 406, s.do(t, "POST", "/v1/wait", params{"handle": handle}, "Accept", "text/html").Status)
	assert.Equal(t, 415, s.do(t, "POST", "/v1/wait", params{"handle": handle}, "Content-Type", "text/plain").Status)
}

func handleOn(t testing.TB, word any, change func(*connector.Handle)) string {
	t.Helper()
	h, err := connector.ParseHandle([]byte(word.(string)))
	require.NoError(t, err)
	change(&h)
	return h.String()
}

// A handle may be made up, so a token has to have in its scope what it stands for, and
// what is asked to learn the state too.
func TestWaitAsksTheScope(t *testing.T) {
	s := newTestGateway(t, withTokens(
		token.Token{Name: "all", Scope: token.Scope{Connections: []string{"*"}}},
		token.Token{Name: "other", Scope: token.Scope{Connections: []string{"other"}}},
		token.Token{Name: "reader", Scope: token.Scope{Connections: []string{"*"}, Classes: []string{"read"}}},
		token.Token{Name: "starter", Scope: token.Scope{Connections: []string{"*"}, Actions: []string{startCluster}}},
	)).quick()
	first := s.do(t, "POST", "/v1/wait", s.starting(t, "sandbox"), as("all")...)
	require.Equal(t, 200, first.Status, "%s", first.Body)
	handle := params{"handle": first.value(t)["handle"]}

	assert.Equal(t, 401, s.do(t, "POST", "/v1/wait", handle).Status)
	unseen := s.do(t, "POST", "/v1/wait", handle, as("other")...)
	assert.Equal(t, 404, unseen.Status)
	assert.Equal(t, "UNKNOWN_CONNECTION", unseen.code(t))
	assert.Equal(t, 403, s.do(t, "POST", "/v1/wait", s.starting(t, "sandbox"), as("reader")...).Status)
	assert.Equal(t, 403, s.do(t, "POST", "/v1/wait", handle, as("starter")...).Status, "the poll is out of its scope")
	assert.Equal(t, 200, s.do(t, "POST", "/v1/wait", handle, as("all")...).Status)
}

// Who calls is written down with the call and with each poll.
func TestWaitSaysWhoCalls(t *testing.T) {
	var written ledger
	s := newTestGateway(t, func(s *setup) {
		s.Connector.Audit = connector.Audit{To: &written, Mode: audit.Strict}
	}, withTokens(token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"*"}}})).quick()
	got := s.do(t, "POST", "/v1/wait", s.starting(t, "sandbox"), append(as("ci"), "User-Agent", "probe/1")...)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	polls := 0
	for _, rec := range written.records {
		assert.Equal(t, audit.Caller{Front: audit.Gateway, Name: "ci", Agent: "probe/1", Request: got.Header.Get("X-Request-Id")}, rec.Caller)
		if rec.Purpose == audit.Poll {
			polls++
		}
	}
	assert.Positive(t, polls)
}

// A stream that nothing happens in shows that it lives.
func TestEventsShowThatTheyLive(t *testing.T) {
	_, conn := sandboxed()
	release, polls := make(chan struct{}), 0
	inner := conn.Transport
	conn.Transport = tripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodGet {
			if polls++; polls == 1 {
				<-release
			}
		}
		return inner.RoundTrip(r)
	})
	s := newTestGateway(t, on("own", conn)).quick()
	s.g.pace.beat = time.Millisecond
	resp := s.ask(t, "/v1/wait", s.starting(t, "own"), "Accept", eventsContent)
	comments, last := 0, ""
	readEvents(t, resp.Body, func(e sent) bool {
		last = e.name
		if e.name == "" {
			if comments++; comments == 3 {
				close(release)
			}
		}
		return true
	})
	assert.GreaterOrEqual(t, comments, 3)
	assert.Equal(t, "result", last)
}
