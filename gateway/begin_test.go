package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/gateway/token"
)

// logged is a log that tests read while it is written.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *logged) logger(s *setup) { s.Logger = slog.New(slog.NewJSONHandler(l, nil)) }

// lines are the records about requests. The server is closed first: a line is written
// after its answer.
func (l *logged) lines(t *testing.T, s *testGateway) []map[string]any {
	t.Helper()
	s.Close()
	var found []map[string]any
	for line := range strings.Lines(l.String()) {
		var v map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &v))
		found = append(found, v)
	}
	return found
}

func TestPanicIsAnsweredAndNotTold(t *testing.T) {
	for name, what := range map[string]any{"a string": "dapi-canary", "an error": errors.New("dapi-canary"), "an error of the runtime": nil} {
		t.Run(name, func(t *testing.T) {
			var log logged
			s := newTestGateway(t, log.logger)
			s.add(route{Method: "POST", Pattern: "/test", ID: "test", Handle: func(*exchange) error {
				if what == nil {
					var list []int
					_ = list[len(name)]
				}
				panic(what)
			}})
			got := s.do(t, "POST", "/test", "{}")
			assert.Equal(t, "500 INTERNAL", fmt.Sprint(got.Status, " ", got.code(t)))
			metrics := string(s.do(t, "GET", "/metrics", nil).Body)
			assert.Contains(t, metrics, "actionctl_panics_total 1\n")
			assert.Contains(t, metrics, `actionctl_errors_total{route="test",category="local"} 1`)
			lines := log.lines(t, s)
			require.Len(t, lines, 3)
			assert.Equal(t, "panic", lines[0]["msg"])
			assert.Equal(t, got.Header.Get("X-Request-Id"), lines[0]["request"])
			assert.Contains(t, lines[0]["stack"], "TestPanicIsAnsweredAndNotTold")
			assert.NotContains(t, log.String(), "dapi-canary")
			assert.NotContains(t, string(got.Body), "dapi-canary")
		})
	}
}

// Half an answer never looks like a whole one.
func TestFailureInsideAnAnswerCutsIt(t *testing.T) {
	for name, fail := range map[string]func(*exchange) error{
		"an error": func(*exchange) error { return errors.New("the service broke off") },
		"a panic":  func(*exchange) error { panic("oh") },
	} {
		t.Run(name, func(t *testing.T) {
			var log logged
			s := newTestGateway(t, log.logger)
			s.add(route{Method: "GET", Pattern: "/test", ID: "test", Handle: func(x *exchange) error {
				_, _ = io.WriteString(x.w, strings.Repeat("x", 10_000))
				return fail(x)
			}})
			resp, err := s.Client().Do(s.request(t, "GET", "/test", nil))
			require.NoError(t, err)
			defer func() { _ = resp.Body.Close() }()
			assert.Equal(t, http.StatusOK, resp.StatusCode)
			_, err = io.ReadAll(resp.Body)
			assert.Error(t, err)
			lines := log.lines(t, s)
			assert.Equal(t, true, lines[len(lines)-1]["cut"])
			assert.EqualValues(t, 200, lines[len(lines)-1]["status"])
		})
	}
}

func TestAccessLog(t *testing.T) {
	var log logged
	s := newTestGateway(t, log.logger, withTokens(token.Token{Name: "ci", Scope: token.Scope{Connections: []string{"*"}}}, token.Token{Name: "old"}))
	s.add(route{Method: "POST", Pattern: "/test/{name}", ID: "test", Handle: func(x *exchange) error { return x.answer(200, "grüße") }})
	s.do(t, "POST", "/test/x?params=canary-query&token=canary-query", `{"password":"canary-body"}`, "Authorization", "Bearer ci", "User-Agent", "mine/1.0 "+strings.Repeat("x", 500), "X-Secret", "canary-header")
	s.do(t, "POST", "/test/x", "{}", "Authorization", "Bearer canary-token")
	s.do(t, "POST", "/test/x", "{}", "Authorization", "Bearer old")
	s.do(t, "GET", "/test%0d%0amsg=forged%1b%5b2J", nil)
	lines := log.lines(t, s)
	require.Len(t, lines, 4)
	assert.NotContains(t, log.String(), "canary-")
	right := lines[0]
	assert.Equal(t, "ci", right["token"])
	assert.Equal(t, "test", right["route"])
	assert.Equal(t, "/test/x", right["path"])
	assert.EqualValues(t, 200, right["status"])
	assert.EqualValues(t, len("\"grüße\"\n"), right["bytes"])
	assert.Len(t, right["agent"], longest+len("…"))
	assert.Len(t, right["id"], 26)
	assert.Equal(t, "unknown token", lines[1]["reason"])
	assert.Equal(t, "token expired", lines[2]["reason"])
	assert.Equal(t, "old", lines[2]["refused_token"], "an operator sees whose token to renew")
	assert.Equal(t, "/test  msg=forged [2J", lines[3]["path"])
}

func TestHarmless(t *testing.T) {
	for given, want := range map[string]string{
		"": "", "grüße 世界": "grüße 世界", "a\r\nb\tc\x00\x1b[1m\u009b": "a  b c  [1m ", "\xff": "?",
		strings.Repeat("é", 150):       strings.Repeat("é", 100) + "…",
		strings.Repeat("a", 199) + "é": strings.Repeat("a", 199) + "…", // not half a letter
	} {
		assert.Equal(t, want, harmless(given), "%q", given)
	}
}

func TestMetrics(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Version = `1"2\3` })
	s.do(t, "GET", "/healthz", nil)
	s.do(t, "GET", "/nothing", nil)
	s.do(t, "GET", "/nothing/else", nil)
	got := s.do(t, "GET", "/metrics", nil)
	assert.Equal(t, "text/plain; version=0.0.4; charset=utf-8", got.Header.Get("Content-Type"))
	for _, line := range []string{
		`actionctl_requests_total{route="health",status="2xx"} 1`,
		`actionctl_requests_total{route="none",status="4xx"} 2`,
		`actionctl_errors_total{route="none",category="usage"} 2`,
		`actionctl_request_duration_seconds_count{route="none"} 2`,
		`actionctl_request_duration_seconds_bucket{route="none",le="+Inf"} 2`,
		`actionctl_requests_in_flight 1`,
		`actionctl_ready 1`,
		`actionctl_panics_total 0`,
	} {
		assert.Contains(t, string(got.Body), line+"\n")
	}
	assert.Contains(t, string(got.Body), `actionctl_build_info{version="1\"2\\3",go="go1.`)
}

func TestReadiness(t *testing.T) {
	var broken error
	var log logged
	s := newTestGateway(t, log.logger, func(s *setup) { s.Ready = func() error { return broken } })
	assert.Equal(t, 200, s.do(t, "GET", "/readyz", nil).Status)
	broken = errors.New("/secret/place/audit.log: no space left")
	got := s.do(t, "GET", "/readyz", nil)
	assert.Equal(t, "503 NOT_READY", fmt.Sprint(got.Status, " ", got.code(t)))
	assert.NotContains(t, string(got.Body), "/secret/place")
	assert.Contains(t, string(s.do(t, "GET", "/metrics", nil).Body), "actionctl_ready 0\n")
	assert.Equal(t, 200, s.do(t, "GET", "/healthz", nil).Status)
	broken = nil
	s.g.drain.begin()
	assert.Equal(t, "DRAINING", s.do(t, "GET", "/readyz", nil).code(t))
	assert.Equal(t, 200, s.do(t, "GET", "/healthz", nil).Status)
	lines := log.lines(t, s)
	assert.Equal(t, "/secret/place/audit.log: no space left", lines[1]["reason"], "the operator is told")
}

// A mounted handler gets the checks of the gateway and knows who calls.
func TestMounts(t *testing.T) {
	mounted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, ok := TokenFrom(r.Context())
		fmt.Fprint(w, who.Name, ok, RequestID(r.Context()) == w.Header().Get("X-Request-Id"), Draining(r.Context()) != nil)
	})
	s := newTestGateway(t, withTokens(token.Token{Name: "agent"}), func(s *setup) { s.Mounts = map[string]http.Handler{"/mcp": mounted} })
	assert.Equal(t, 401, s.do(t, "POST", "/mcp", "{}").Status)
	for _, method := range []string{"GET", "POST", "DELETE"} {
		assert.Equal(t, "agenttrue true true", string(s.do(t, method, "/mcp", nil, as("agent")...).Body))
	}
	assert.Equal(t, 403, s.do(t, "POST", "/mcp", "{}", "Authorization", "Bearer agent", "Origin", "https://evil.example").Status)
	assert.Equal(t, 404, s.do(t, "POST", "/mcp/x", "{}", as("agent")...).Status)
	open := newTestGateway(t, func(s *setup) { s.Mounts = map[string]http.Handler{"/mcp": mounted} })
	assert.Equal(t, "false true true", string(open.do(t, "GET", "/mcp", nil).Body))
}
