package gateway

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// gate is a service that lets requests in one by one and tells how each ended.
type gate struct {
	in, out chan struct{}
	ended   chan error
}

func newGate() *gate { return &gate{make(chan struct{}), make(chan struct{}), make(chan error, 1)} }

func (g *gate) around(next http.RoundTripper) http.RoundTripper {
	return tripper(func(r *http.Request) (*http.Response, error) {
		g.in <- struct{}{}
		select {
		case <-g.out:
		case <-r.Context().Done():
			g.ended <- r.Context().Err()
			return nil, r.Context().Err()
		}
		resp, err := next.RoundTrip(r)
		g.ended <- err
		return resp, err
	})
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// askAndLeave runs a call until leave; left has what the client got of it.
func (s *testGateway) askAndLeave(t *testing.T, body any) (left <-chan error, leave func()) {
	ctx, leave := context.WithCancel(t.Context())
	r := s.request(t, "POST", "/v1/run", body).WithContext(ctx)
	ended := make(chan error)
	go func() {
		resp, err := s.Client().Do(r)
		if err == nil {
			_ = resp.Body.Close()
		}
		ended <- err
	}()
	return ended, leave
}

// A client that leaves cannot cut a write that was begun: its outcome would be unknown. It
// is done once.
func TestLeavingDoesNotCutAWrite(t *testing.T) {
	box, conn := sandboxed()
	g := newGate()
	conn.Transport = g.around(conn.Transport)
	s := newTestGateway(t, on("own", conn))
	left, leave := s.askAndLeave(t, call("own", "post_api_2_2_jobs_create", params{"data": params{"name": "made once"}}))
	<-g.in
	leave()
	require.ErrorIs(t, <-left, context.Canceled)
	close(g.out)
	require.NoError(t, <-g.ended)
	assert.Equal(t, 1, box.Requests())

	conn.Transport = box.Connection().Transport
	jobs := newTestGateway(t, on("own", conn)).do(t, "POST", "/v1/run", call("own", listJobs, params{"name": "made once"}))
	assert.Len(t, jobs.value(t)["data"].(map[string]any)["jobs"], 1)
}

// A read ends with its client.
func TestLeavingEndsARead(t *testing.T) {
	_, conn := sandboxed()
	g := newGate()
	conn.Transport = g.around(conn.Transport)
	s := newTestGateway(t, on("own", conn))
	left, leave := s.askAndLeave(t, call("own", listJobs, nil))
	<-g.in
	leave()
	require.ErrorIs(t, <-left, context.Canceled)
	assert.ErrorIs(t, <-g.ended, context.Canceled)
}
