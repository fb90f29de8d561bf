package gateway

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway/token"
)

// batchGot is what a client makes of the lines of a batch.
type batchGot struct {
	results []map[string]any
	end     map[string]any
	err     map[string]any
}

func (b batchGot) byID(t testing.TB) map[string]map[string]any {
	t.Helper()
	found := map[string]map[string]any{}
	for _, r := range b.results {
		id := fmt.Sprint(r["id"])
		assert.Nil(t, found[id], "two results of %s", id)
		found[id] = r
	}
	return found
}

func readBatch(t testing.TB, r io.Reader) (got batchGot) {
	t.Helper()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		require.True(t, got.end == nil && got.err == nil, "a line behind the last")
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.UseNumber()
		var line map[string]any
		require.NoError(t, d.Decode(&line), lines.Text())
		switch {
		case line["outcome"] != nil:
			got.results = append(got.results, line)
		case line["end"] != nil:
			got.end = line["end"].(map[string]any)
		default:
			got.err = line["error"].(map[string]any)
		}
	}
	return got
}

// lines are calls as a client writes them.
func lines(calls ...map[string]any) string {
	var text strings.Builder
	for _, c := range calls {
		line, _ := json.Marshal(c)
		text.Write(append(line, '\n'))
	}
	return text.String()
}

func line(id any, connection, action string, p params, more ...any) map[string]any {
	c := call(connection, action, p, more...)
	c["id"] = id
	return c
}

func (s *testGateway) batch(t testing.TB, query, body string, header ...string) batchGot {
	t.Helper()
	got := s.do(t, "POST", "/v1/batch"+query, body, append(header, "Content-Type", linesContent)...)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	require.Equal(t, linesContent, got.Header.Get("Content-Type"))
	return readBatch(t, bytes.NewReader(got.Body))
}

func TestBatch(t *testing.T) {
	s := newTestGateway(t).quick()
	start := s.starting(t, "sandbox")
	got := s.batch(t, "?ordered=true&concurrency=3&interval=1ms", lines(
		line("a", "sandbox", listJobs, nil), line(7, "sandbox", listJobs, nil, "all", true),
		line("w", "sandbox", startCluster, start["params"].(params), "wait", true),
		line("bad", "sandbox", listJobs, params{"limitt": 1}),
	)+"{\n")
	assert.Equal(t, json.Number("5"), got.end["results"])
	assert.NotContains(t, got.end, "stopped")
	var ids, outcomes []string
	for _, r := range got.results {
		ids, outcomes = append(ids, fmt.Sprint(r["id"])), append(outcomes, r["outcome"].(string))
	}
	assert.Equal(t, []string{"a", "7", "w", "bad", "5"}, ids)
	assert.Equal(t, []string{"done", "done", "done", "failed", "failed"}, outcomes)
	assert.IsType(t, []any{}, got.results[1]["data"], "all items")
	assert.Equal(t, "RUNNING", got.results[2]["data"].(map[string]any)["state"])
	broken := got.results[3]["error"].(map[string]any)
	assert.Equal(t, "INVALID_PARAMETERS", broken["code"])
	assert.Contains(t, broken["hint"], "GET /v1/actions/"+listJobs)
	assert.Equal(t, "BAD_CALL", got.results[4]["error"].(map[string]any)["code"])
	assert.Equal(t, json.Number("5"), got.results[4]["line"])
}

// Every call of a long batch is answered once, whatever happens to it on the way.
func TestBatchOverFaults(t *testing.T) {
	const count = 5000
	var asked atomic.Int64
	s := newTestGateway(t, behind(t, func(w http.ResponseWriter, r *http.Request) {
		switch n := asked.Add(1); {
		case n%20 == 0:
			says(503, `{"error_code":"TEMPORARILY_UNAVAILABLE"}`)(w, r)
		case n%51 == 0:
			panic(http.ErrAbortHandler)
		case n%33 == 0:
			says(400, `{"error_code":"INVALID_STATE"}`)(w, r)
		default:
			says(200, `{"run_id":1}`)(w, r)
		}
	}))
	var body strings.Builder
	for i := range count {
		body.WriteString(lines(line(i, "own", runNow, params{"data": params{"job_id": i}})))
	}
	got := s.batch(t, "?concurrency=16", body.String())
	assert.Equal(t, json.Number("5000"), got.end["results"])
	assert.Len(t, got.byID(t), count)
	outcomes := map[any]int{}
	for _, r := range got.results {
		outcomes[r["outcome"]]++
		assert.Equal(t, r["outcome"] != "done", r["error"] != nil)
	}
	assert.Greater(t, outcomes["done"], count*8/10)
	assert.Greater(t, outcomes["failed"], 10)
}

// A client may write its next call when it has read the result of the last.
func TestBatchInTurns(t *testing.T) {
	for _, proto := range []string{"HTTP/1.1", "HTTP/2.0"} {
		s := newTestGateway(t)
		if proto == "HTTP/2.0" {
			s.Server = httptest.NewUnstartedServer(s.g)
			s.EnableHTTP2 = true
			s.StartTLS()
			t.Cleanup(s.Close)
		}
		body, calls := io.Pipe()
		resp := s.ask(t, "/v1/batch", io.Reader(body), "Content-Type", linesContent)
		assert.Equal(t, proto, resp.Proto)
		results := bufio.NewScanner(resp.Body)
		for i := range 20 {
			_, err := io.WriteString(calls, lines(line(i, "sandbox", listJobs, nil)))
			require.NoError(t, err)
			require.True(t, results.Scan())
			assert.Contains(t, results.Text(), fmt.Sprintf(`{"id":%d,`, i))
		}
		require.NoError(t, calls.Close())
		require.True(t, results.Scan())
		assert.JSONEq(t, `{"end":{"results":20}}`, results.Text())
		assert.False(t, results.Scan())
	}
}

func TestBatchStopsOnError(t *testing.T) {
	s := newTestGateway(t)
	body := lines(line("a", "sandbox", "no_such", nil)) + strings.Repeat(lines(line("b", "sandbox", listJobs, nil)), 500)
	got := s.batch(t, "?stop_on_error=true&concurrency=1", body)
	assert.Equal(t, true, got.end["stopped"])
	assert.Less(t, len(got.results), 100)
}

// Each line is asked for by itself: what is out of the token's scope is not told from
// what is not there.
func TestBatchAsksTheScopeOfEachLine(t *testing.T) {
	s := newTestGateway(t, withTokens(token.Token{Name: "ci", Scope: token.Scope{
		Connections: []string{"sandbox"}, Actions: []string{"get_*", "post_api_2_0_secrets_*"}, Classes: []string{"read"},
	}}))
	got := s.batch(t, "?ordered=true", lines(
		line("ok", "sandbox", listJobs, nil), line("default", "", listJobs, nil),
		line("other", "other", listJobs, nil), line("none", "nosuch", listJobs, nil),
		line("action", "sandbox", startCluster, nil), line("nothing", "sandbox", "post_no_such", nil),
		line("class", "sandbox", "post_api_2_0_secrets_scopes_create", params{"data": params{"scope": "x"}}),
	), as("ci")...).byID(t)
	assert.Equal(t, "done", got["ok"]["outcome"])
	assert.Equal(t, "done", got["default"]["outcome"], "the only connection of the token")
	code := func(id string) any { return got[id]["error"].(map[string]any)["code"] }
	text := func(id string) any { return got[id]["error"].(map[string]any)["message"] }
	assert.Equal(t, "UNKNOWN_CONNECTION", code("other"))
	assert.Equal(t, text("other"), strings.ReplaceAll(text("none").(string), "nosuch", "other"))
	assert.NotContains(t, got["other"], "line", "the line is a call")
	assert.Equal(t, "UNKNOWN_ACTION", code("action"))
	assert.Equal(t, "UNKNOWN_ACTION", code("nothing"))
	assert.Equal(t, "POLICY_REFUSED", code("class"))
}

func TestBatchConfirmed(t *testing.T) {
	_, conn := sandboxed()
	conn.Policy = connection.Policy{Mode: connection.FullAccess, Confirm: []string{"write", "privileged"}}
	s := newTestGateway(t, on("own", conn), withTokens(
		token.Token{Name: "may", Scope: token.Scope{Connections: []string{"*"}, Confirm: true}},
		token.Token{Name: "maynot", Scope: token.Scope{Connections: []string{"*"}}},
	))
	body := lines(line("a", "own", "post_api_2_0_secrets_scopes_create", params{"data": params{"scope": "x"}}))
	refused := s.batch(t, "", body, as("may")...).results[0]["error"].(map[string]any)
	assert.Equal(t, "POLICY_REFUSED", refused["code"])
	assert.Equal(t, "done", s.batch(t, "?confirmed=true", body, as("may")...).results[0]["outcome"])
	no := s.do(t, "POST", "/v1/batch?confirmed=true", body, append(as("maynot"), "Content-Type", linesContent)...)
	assert.Equal(t, 403, no.Status)
	assert.Equal(t, "SCOPE", no.code(t))
}

func TestBatchRefuses(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Limits.Body = 1000 })
	for _, query := range []string{"?concurrency=0", "?concurrency=33", "?concurrency=x", "?ordered=yes", "?wait_timeout=soon", "?interval=-1s", "?orderd=true", "?ordered=true&ordered=true"} {
		got := s.do(t, "POST", "/v1/batch"+query, "", "Content-Type", linesContent)
		assert.Equal(t, 400, got.Status, query)
		assert.Equal(t, "BAD_QUERY", got.code(t))
	}
	assert.Equal(t, 415, s.do(t, "POST", "/v1/batch", "", "Content-Type", jsonContent).Status)
	assert.Equal(t, 415, s.do(t, "POST", "/v1/batch", "", "Content-Type", linesContent, "Content-Encoding", "gzip").Status)

	got := s.batch(t, "?ordered=true", lines(line("long", "sandbox", listJobs, params{"name": strings.Repeat("x", 1000)}), line("next", "sandbox", listJobs, nil)))
	assert.Contains(t, got.results[0]["error"].(map[string]any)["message"], "longer than 1000 bytes")
	assert.Equal(t, "done", got.results[1]["outcome"])
	assert.Empty(t, s.batch(t, "", "").results)
}
