package gateway

import (
	"context"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// road is the way to a sandbox on which the requests of a test's choice stand still.
type road struct {
	next  http.RoundTripper
	stops func(*http.Request) bool // which ones
	stood chan string              // a path for each that stands still
	open  chan struct{}            // one for each that may go on

	mu   sync.Mutex
	went []string // paths that got to the sandbox
	cut  []string // paths of those that were cut off before
}

func newRoad(next http.RoundTripper, stops func(*http.Request) bool) *road {
	return &road{next: next, stops: stops, stood: make(chan string), open: make(chan struct{})}
}

func (r *road) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil { // a transport sends nothing then
		return nil, err
	}
	if r.stops(req) {
		r.stood <- req.URL.Path
		select {
		case <-r.open:
		case <-req.Context().Done():
			r.note(&r.cut, req)
			return nil, req.Context().Err()
		}
	}
	r.note(&r.went, req)
	return r.next.RoundTrip(req)
}

func (r *road) note(in *[]string, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	*in = append(*in, req.URL.Path)
}

func polls(r *http.Request) bool { return r.Method == http.MethodGet }

const (
	clusterStart = "/api/2.1/clusters/start"
	clusterPoll  = "/api/2.1/clusters/get"
)

// onRoad is a gateway whose connection "own" goes over a road.
func onRoad(t *testing.T, stops func(*http.Request) bool) (*testGateway, *road) {
	t.Helper()
	_, conn := sandboxed()
	r := newRoad(conn.Transport, stops)
	conn.Transport = r
	return newTestGateway(t, on("own", conn)).quick(), r
}

// leaving asks for a wait; the client leaves when it is told to.
func (s *testGateway) leaving(t *testing.T, path string, body any, header ...string) (leave func(), gone <-chan struct{}) {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	req := s.request(t, "POST", path, body, header...).WithContext(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if resp, err := s.Client().Do(req); err == nil {
			<-ctx.Done()
			_ = resp.Body.Close()
		}
	}()
	return leave, ended
}

func TestLeavingEndsAWait(t *testing.T) {
	for _, accept := range []string{jsonContent, eventsContent} {
		s, way := onRoad(t, polls)
		leave, gone := s.leaving(t, "/v1/wait", s.starting(t, "own"), "Accept", accept)
		assert.Equal(t, clusterPoll, <-way.stood)
		leave()
		<-gone
		s.Close() // waits for what runs
		assert.Equal(t, []string{clusterStart}, way.went, "the work was started, and nobody asked for it to be ended")
		assert.Equal(t, []string{clusterPoll}, way.cut)
	}
}

// The call that starts the work is finished, so that it is known whether it was started.
func TestLeavingDoesNotCutTheStart(t *testing.T) {
	const start, cancel = "/api/2.2/jobs/run-now", "/api/2.2/jobs/runs/cancel"
	for name, tc := range map[string]struct {
		more []any
		went []string
	}{
		"leaves the work": {nil, []string{start}},
		"ends the work":   {[]any{"abort_on_cancel", true}, []string{start, cancel}},
	} {
		t.Run(name, func(t *testing.T) {
			s, way := onRoad(t, func(r *http.Request) bool { return r.URL.Path != cancel })
			leave, gone := s.leaving(t, "/v1/wait", s.working(t, "own", runNow, tc.more...), "Accept", eventsContent)
			assert.Equal(t, start, <-way.stood)
			leave()
			<-gone
			way.open <- struct{}{}
			select {
			case <-way.stood: // one poll, if the server learns late that nobody waits
			case <-closed(s):
			}
			s.Close()
			assert.Equal(t, tc.went, way.went)
			assert.NotContains(t, way.cut, start)
		})
	}
}

// closed is closed when the gateway has nothing more to do.
func closed(s *testGateway) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		s.Close()
		close(done)
	}()
	return done
}

// A gateway that ends tells its waits how to go on elsewhere.
func TestDrainingEndsWaits(t *testing.T) {
	s, way := onRoad(t, polls)
	answer := s.inBackground(s.request(t, "POST", "/v1/wait", s.starting(t, "own")))
	assert.Equal(t, clusterPoll, <-way.stood)
	require.NoError(t, s.g.Drain(t.Context()))
	object := (<-answer).errorOf(t, 503)
	assert.Equal(t, "DRAINING", object["code"])
	assert.Equal(t, false, object["retryable"], "the work would begin again")
	assert.NotEmpty(t, object["handle"])
	assert.NotContains(t, object["message"], "end the work")

	s, way = onRoad(t, polls)
	resp := s.ask(t, "/v1/wait", s.starting(t, "own"), "Accept", eventsContent)
	assert.Equal(t, clusterPoll, <-way.stood)
	require.NoError(t, s.g.Drain(t.Context()))
	var last sent
	readEvents(t, resp.Body, func(e sent) bool {
		last = e
		return true
	})
	assert.Equal(t, "error", last.name)
	assert.Equal(t, "DRAINING", last.data["code"])
	assert.NotEmpty(t, last.data["handle"])
}

// Work that is ended with its wait is not called going on.
func TestDrainingTellsOfEndedWork(t *testing.T) {
	s, way := onRoad(t, polls)
	resp := s.ask(t, "/v1/wait", s.working(t, "own", runNow, "abort_on_cancel", true), "Accept", eventsContent)
	<-way.stood
	require.NoError(t, s.g.Drain(t.Context()))
	var last sent
	readEvents(t, resp.Body, func(e sent) bool {
		last = e
		return true
	})
	assert.Equal(t, "DRAINING", last.data["code"])
	assert.Contains(t, last.data["message"], "the service was asked to end the work")
	assert.Contains(t, way.went, "/api/2.2/jobs/runs/cancel")
}
