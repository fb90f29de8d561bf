package connector_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// manyJobs are n calls that ask for a job each, counting how many were taken.
func manyJobs(n int, taken *int) iter.Seq[connector.BatchCall] {
	return func(yield func(connector.BatchCall) bool) {
		for i := range n {
			*taken++
			if !yield(getting(i)) {
				return
			}
		}
	}
}

func getting(i int) connector.BatchCall {
	return connector.BatchCall{
		ID: fmt.Sprintf("call-%03d", i), Line: i + 1,
		Call: connector.Call{Connection: "w", Action: getJob, Params: map[string]any{"job_id": i}},
	}
}

// gate is a service that answers a request when it is let through.
type gate struct {
	mu      sync.Mutex
	waiting map[string]chan struct{} // by job
	most    int
}

func (g *gate) serve(r *http.Request) *http.Response {
	open := make(chan struct{})
	g.mu.Lock()
	if g.waiting == nil {
		g.waiting = map[string]chan struct{}{}
	}
	g.waiting[r.URL.Query().Get("job_id")] = open
	g.most = max(g.most, len(g.waiting))
	g.mu.Unlock()
	select {
	case <-open:
		return fine(r)
	case <-r.Context().Done():
		return answering(http.StatusGatewayTimeout, nil, nil)
	}
}

// let lets one job's request through, "" for any.
func (g *gate) let(job string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for name, open := range g.waiting {
		if job == "" || job == name {
			close(open)
			delete(g.waiting, name)
			return
		}
	}
}

func (g *gate) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.waiting)
}

func TestBatchGivesEveryCallItsResult(t *testing.T) {
	c := wrappedBy(t, func(r *http.Request) *http.Response {
		if r.URL.Query().Get("job_id") == "7" {
			return answering(http.StatusNotFound, nil, []byte(`{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no job 7"}`))
		}
		return answering(http.StatusOK, nil, []byte(`{"job_id":`+r.URL.Query().Get("job_id")+`}`))
	})
	for _, ordered := range []bool{false, true} {
		taken := 0
		seen := map[string]connector.BatchResult{}
		var order []string
		for r := range c.RunBatch(t.Context(), manyJobs(100, &taken), connector.BatchOptions{Concurrency: 9, Ordered: ordered}) {
			seen[r.ID] = r
			order = append(order, r.ID)
		}
		require.Len(t, seen, 100)
		assert.Len(t, order, 100, "each once")
		if ordered {
			assert.IsNonDecreasing(t, order)
		}
		assert.Equal(t, connector.BatchDone, seen["call-042"].Outcome)
		assert.Equal(t, http.StatusOK, seen["call-042"].Status)
		assert.Equal(t, "map[job_id:42]", fmt.Sprint(seen["call-042"].Data))
		assert.Len(t, seen["call-042"].Attempts, 1)
		assert.Equal(t, 43, seen["call-042"].Line)
		assert.Equal(t, connector.BatchFailed, seen["call-007"].Outcome)
		assert.Equal(t, http.StatusNotFound, seen["call-007"].Status)
		assert.ErrorIs(t, seen["call-007"].Err, connector.ErrNotFound)
		assert.Nil(t, seen["call-007"].Data)
	}
}

func TestBatchOfNothing(t *testing.T) {
	c := wrappedBy(t, fine)
	for range c.RunBatch(t.Context(), nil, connector.BatchOptions{}) {
		t.Error("a result without a call")
	}
}

// Nothing is taken from the input that cannot be started, and nothing is started when
// results are not taken.
func TestBatchIsBounded(t *testing.T) {
	for name, o := range map[string]connector.BatchOptions{
		"as they end": {Concurrency: 4}, "in order": {Concurrency: 4, Ordered: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var g gate
				taken := 0
				ctx, cancel := context.WithCancel(t.Context())
				hold := make(chan struct{})
				c := wrappedBy(t, g.serve)
				go func() {
					for range c.RunBatch(ctx, manyJobs(1000, &taken), o) {
						<-hold
					}
				}()
				defer close(hold)
				defer cancel()
				synctest.Wait()
				assert.Equal(t, 4, g.count(), "run at a time")
				assert.LessOrEqual(t, taken, 5)
				for range 500 { // all but the first, and nobody takes their results
					for i := range 1000 {
						if i > 0 {
							g.let(fmt.Sprint(i))
						}
					}
					synctest.Wait()
				}
				if o.Ordered {
					assert.Equal(t, 1, g.count(), "the first holds the others back")
				}
				assert.LessOrEqual(t, taken, 8*4+1, "a bounded number ran ahead")
				assert.Greater(t, taken, 4, "some ran ahead")
				assert.Equal(t, 4, g.most)
			})
		})
	}
}

func TestLeavingABatchEndsItsCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // and finds goroutines that are left
		var g gate
		taken := 0
		c := wrappedBy(t, g.serve)
		go func() { synctest.Wait(); g.let("2") }()
		for r := range c.RunBatch(t.Context(), manyJobs(1000, &taken), connector.BatchOptions{Concurrency: 3}) {
			assert.Equal(t, "call-002", r.ID)
			break
		}
		assert.LessOrEqual(t, taken, 5)
	})
}

func TestBatchStopsAtAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		taken := 0
		c := wrappedBy(t, func(r *http.Request) *http.Response {
			if r.URL.Query().Get("job_id") == "1" {
				return answering(http.StatusBadRequest, nil, []byte(`{}`))
			}
			return g.serve(r)
		})
		go func() {
			synctest.Wait()
			g.let("0")
			g.let("2")
		}()
		var got []string
		for r := range c.RunBatch(t.Context(), manyJobs(1000, &taken), connector.BatchOptions{Concurrency: 3, StopOnError: true}) {
			got = append(got, r.ID+" "+r.Outcome)
		}
		assert.ElementsMatch(t, []string{"call-000 done", "call-001 failed", "call-002 done"}, got, "what ran came to its end")
	})
}

// When the context ends, what runs ends with it and is reported; what was not started
// is not.
func TestBatchEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		taken := 0
		ctx, cancel := context.WithCancel(t.Context())
		go func() { synctest.Wait(); cancel() }()
		var got []string
		for r := range wrappedBy(t, g.serve).RunBatch(ctx, manyJobs(1000, &taken), connector.BatchOptions{Concurrency: 3}) {
			require.Error(t, r.Err)
			got = append(got, r.ID)
		}
		assert.ElementsMatch(t, []string{"call-000", "call-001", "call-002"}, got)
	})
}

func TestBatchReadsAnswersOfAllKinds(t *testing.T) {
	c := wrappedBy(t, func(r *http.Request) *http.Response {
		switch {
		case r.Method == http.MethodHead:
			return answering(http.StatusOK, http.Header{"Last-Modified": {"today"}, "Content-Type": {"text/x"}}, nil)
		case r.URL.Path == "/api/2.1/clusters/list" && r.URL.Query().Get("page_token") == "":
			return answering(http.StatusOK, nil, []byte(`{"clusters":[{"cluster_id":"a"}],"next_page_token":"p2"}`))
		case r.URL.Path == "/api/2.1/clusters/list":
			return answering(http.StatusOK, nil, []byte(`{"clusters":[{"cluster_id":"b"}]}`))
		}
		return answering(http.StatusOK, http.Header{"Content-Type": {"application/octet-stream"}}, []byte("\x00\xff"))
	})
	calls := []connector.BatchCall{
		{ID: "head", Call: connector.Call{Connection: "w", Action: "head_api_2_0_fs_filesby_file_path", Params: file}},
		{ID: "bytes", Call: connector.Call{Connection: "w", Action: getFile, Params: file}},
		{ID: "list", All: true, Call: connector.Call{Connection: "w", Action: "get_api_2_1_clusters_list"}},
		{ID: "no list", All: true, Call: connector.Call{Connection: "w", Action: getFile, Params: file}},
		{ID: "bad", Err: io.ErrUnexpectedEOF, Call: connector.Call{Connection: "w", Action: getFile}},
		{ID: "no action", Call: connector.Call{Connection: "w", Action: "get_everything"}},
	}
	got := map[string]connector.BatchResult{}
	for r := range c.RunBatch(t.Context(), values(calls), connector.BatchOptions{}) {
		got[r.ID] = r
	}
	require.Len(t, got, len(calls))
	assert.Equal(t, "today", got["head"].Data.(map[string]any)["last-modified"])
	assert.Equal(t, []byte("\x00\xff"), got["bytes"].Data)
	assert.Equal(t, "[map[cluster_id:a] map[cluster_id:b]]", fmt.Sprint(got["list"].Data))
	assert.Equal(t, http.StatusOK, got["list"].Status)
	assert.ErrorIs(t, got["no list"].Err, connector.ErrNoList)
	assert.ErrorIs(t, got["bad"].Err, connector.ErrBadCall)
	assert.ErrorIs(t, got["bad"].Err, io.ErrUnexpectedEOF)
	assert.ErrorIs(t, got["no action"].Err, connector.ErrUnknownAction)
	assert.Equal(t, connector.BatchFailed, got["no action"].Outcome)
}

func values(calls []connector.BatchCall) iter.Seq[connector.BatchCall] {
	return func(yield func(connector.BatchCall) bool) {
		for _, call := range calls {
			if !yield(call) {
				return
			}
		}
	}
}

// carriedBy is a connector whose connections w and v use a transport.
func carriedBy(t testing.TB, rt http.RoundTripper, middlewares ...connector.Middleware) *connector.Connector {
	t.Helper()
	of := func(host string) connection.Connection {
		return connection.Connection{Host: host, Transport: rt, Auth: connection.StaticToken(tokenCanary), RetryBudget: -1}
	}
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": of("https://w.example"), "v": of("https://v.example")},
		Middleware:  middlewares,
	})
	require.NoError(t, err)
	return c
}
