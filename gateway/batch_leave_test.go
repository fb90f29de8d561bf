package gateway

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const scopesCreate = "/api/2.0/secrets/scopes/create"

// scopes are calls that create so many secret scopes.
func scopes(from, count int) string {
	var text strings.Builder
	for i := from; i < from+count; i++ {
		text.WriteString(lines(line(i, "own", "post_api_2_0_secrets_scopes_create", params{"data": params{"scope": fmt.Sprint("s", i)}})))
	}
	return text.String()
}

// A client that leaves stops the batch: what was sent is finished, the rest is not begun.
func TestLeavingStopsABatch(t *testing.T) {
	s, way := onRoad(t, func(r *http.Request) bool { return r.URL.Path == scopesCreate })
	body, calls := io.Pipe()
	leave, gone := s.leaving(t, "/v1/batch?concurrency=2", io.Reader(body), "Content-Type", linesContent)
	go func() {
		_, _ = io.WriteString(calls, scopes(0, 1000))
		_ = calls.CloseWithError(io.ErrUnexpectedEOF)
	}()
	<-way.stood
	<-way.stood
	leave()
	<-gone
	way.open <- struct{}{}
	way.open <- struct{}{}
	done := closed(s)
	for more := true; more; { // what the server sent before it learned that the client is gone
		select {
		case <-way.stood:
			way.open <- struct{}{}
		case <-done:
			more = false
		}
	}
	assert.Empty(t, way.cut, "no write is cut")
	assert.GreaterOrEqual(t, len(way.went), 2)
	assert.Less(t, len(way.went), 100)
}

// Waits of a batch end with the client, after the calls that start work are finished.
func TestLeavingEndsTheWaitsOfABatch(t *testing.T) {
	s, way := onRoad(t, func(r *http.Request) bool { return r.URL.Path == clusterPoll || r.URL.Path == scopesCreate })
	start := s.starting(t, "own")["params"].(params)
	body, calls := io.Pipe()
	leave, gone := s.leaving(t, "/v1/batch?interval=1ms", io.Reader(body), "Content-Type", linesContent)
	_, err := io.WriteString(calls, lines(line("w", "own", startCluster, start, "wait", true)))
	require.NoError(t, err)
	assert.Equal(t, clusterPoll, <-way.stood)
	_, err = io.WriteString(calls, scopes(0, 1))
	require.NoError(t, err)
	assert.Equal(t, scopesCreate, <-way.stood)
	leave()
	_ = calls.CloseWithError(io.ErrUnexpectedEOF)
	<-gone
	// The poll stands still until the write, which was sent, has its answer: both wait at
	// the same gate, so that one of two that are let go is the write.
	way.mu.Lock()
	assert.Empty(t, way.cut)
	way.mu.Unlock()
	done := closed(s)
	for more := true; more; {
		select {
		case way.open <- struct{}{}:
		case <-way.stood:
		case <-done:
			more = false
		}
	}
	assert.Contains(t, way.went, scopesCreate)
	assert.NotContains(t, way.cut, scopesCreate)
}

// A gateway that ends gives the results of what runs, and says why no more come.
func TestDrainingEndsABatch(t *testing.T) {
	s, way := onRoad(t, func(r *http.Request) bool { return r.URL.Path == clusterPoll })
	start := s.starting(t, "own")["params"].(params)
	body, calls := io.Pipe()
	resp := s.ask(t, "/v1/batch", io.Reader(body), "Content-Type", linesContent)
	_, err := io.WriteString(calls, lines(line("w", "own", startCluster, start, "wait", true)))
	require.NoError(t, err)
	assert.Equal(t, clusterPoll, <-way.stood)
	require.NoError(t, s.g.Drain(t.Context()), "though the client has not ended its calls")
	got := readBatch(t, bufio.NewReader(resp.Body))
	require.Len(t, got.results, 1)
	assert.Equal(t, "unknown", got.results[0]["outcome"])
	object := got.results[0]["error"].(map[string]any)
	assert.Equal(t, "DRAINING", object["code"])
	assert.NotEmpty(t, object["handle"])
	assert.Equal(t, "DRAINING", got.err["code"])
	assert.Equal(t, []string{clusterPoll}, way.cut)
}

// A list whose first call is none that only reads is begun to its answer.
func TestLeavingDoesNotCutTheStartOfAListing(t *testing.T) {
	const statements = "/api/2.0/sql/statements"
	s, way := onRoad(t, func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, statements) })
	asked := s.working(t, "own", "post_api_2_0_sql_statements")
	delete(asked, "interval")
	leave, gone := s.leaving(t, "/v1/items", asked)
	assert.Contains(t, <-way.stood, statements)
	leave()
	<-gone
	way.open <- struct{}{}
	s.Close()
	require.Len(t, way.went, 1)
	assert.Empty(t, way.cut)
}

// A client that stays and reads no results is one that left.
func TestABatchThatNobodyReads(t *testing.T) {
	const count = 500
	large := `{"text":"` + strings.Repeat("x", 1<<20) + `"}`
	var asked atomic.Int64
	s := newTestGateway(t, func(s *setup) { s.Limits.Pause = 100 * time.Millisecond }, behind(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		says(200, large)(w, r)
	}))
	var body strings.Builder
	for i := range count {
		body.WriteString(lines(line(i, "own", listJobs, nil)))
	}
	s.ask(t, "/v1/batch", body.String(), "Content-Type", linesContent)
	s.Close() // waits for the gateway, which gives up
	assert.Less(t, asked.Load(), int64(count))
}
