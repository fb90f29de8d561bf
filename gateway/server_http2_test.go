package gateway

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// overHTTP2 serves a gateway a second time, with TLS and HTTP/2.
func (s *testGateway) overHTTP2(t *testing.T) *testGateway {
	t.Helper()
	server := httptest.NewUnstartedServer(s.g)
	server.EnableHTTP2 = true
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	return &testGateway{Server: server, g: s.g, c: s.c, box: s.box}
}

// Streams may be still for longer than a client may not read: with HTTP/2 a deadline
// that passes would end them.
func TestStillStreamsLive(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Limits = Limits{Pause: 200 * time.Millisecond} })
	s.add(route{Method: "POST", Pattern: "/test", ID: "test", Handle: func(x *exchange) error {
		text, err := io.ReadAll(x.r.Body)
		if err != nil {
			return err
		}
		for range 3 {
			if _, err := x.w.Write(text); err != nil {
				return err
			}
			if err := http.NewResponseController(x.w).Flush(); err != nil {
				return err
			}
			select {
			case <-x.r.Context().Done():
				return x.r.Context().Err()
			case <-time.After(250 * time.Millisecond): // more than the pause
			}
		}
		return nil
	}})
	for _, server := range []*testGateway{s, s.overHTTP2(t)} {
		got := server.do(t, "POST", "/test", "event")
		assert.Equal(t, strings.Repeat("event", 3), string(got.Body), server.URL)
	}
}

func TestHTTP2IsTheSame(t *testing.T) {
	s := newTestGateway(t).overHTTP2(t)
	for path, want := range map[string]int{"/healthz": 200, "/nothing": 404} {
		r := s.request(t, "GET", path, nil)
		resp, err := s.Client().Do(r)
		require.NoError(t, err)
		_ = resp.Body.Close()
		assert.Equal(t, 2, resp.ProtoMajor)
		assert.Equal(t, want, resp.StatusCode)
	}
	r := s.request(t, "GET", "/healthz", nil)
	r.Host = "evil.example"
	resp, err := s.Client().Do(r)
	require.NoError(t, err)
	_ = resp.Body.Close()
	assert.Equal(t, http.StatusMisdirectedRequest, resp.StatusCode)
}

// A mounted handler's stream of events ends with the gateway, its calls do not.
func TestDrainEndsMountedStreams(t *testing.T) {
	entered, let := make(chan string, 2), make(chan struct{})
	mounted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- r.Method
		select {
		case <-r.Context().Done():
			_, _ = io.WriteString(w, context.Cause(r.Context()).Error())
		case <-let:
			_, _ = io.WriteString(w, "finished")
		}
	})
	s := newTestGateway(t, func(s *setup) { s.Mounts = map[string]http.Handler{"/mcp": mounted} })
	answers := map[string]chan string{}
	for _, method := range []string{"GET", "POST"} {
		answers[method] = make(chan string, 1)
		r := s.request(t, method, "/mcp", nil)
		go func() {
			resp, err := s.Client().Do(r)
			if err != nil {
				answers[r.Method] <- err.Error()
				return
			}
			text, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			answers[r.Method] <- string(text)
		}()
		assert.Equal(t, method, <-entered)
	}
	s.g.drain.begin()
	assert.Equal(t, errDraining.Error(), <-answers["GET"])
	close(let)
	assert.Equal(t, "finished", <-answers["POST"])
	assert.NoError(t, s.g.Drain(t.Context()))
}
