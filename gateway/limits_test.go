package gateway

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/gateway/token"
)

// heldRoute is a route that answers when it is let.
type heldRoute struct{ entered, leave chan struct{} }

func (s *testGateway) addHeld(pattern string, long bool) heldRoute {
	h := heldRoute{make(chan struct{}, 10), make(chan struct{})}
	s.add(route{Method: "POST", Pattern: pattern, ID: "test", Long: long, Handle: func(x *exchange) error {
		h.entered <- struct{}{}
		<-h.leave
		return x.answer(200, "done")
	}})
	return h
}

func TestCallsAtOnce(t *testing.T) {
	everything := token.Scope{Connections: []string{"*"}, Metrics: true}
	s := newTestGateway(t, withTokens(token.Token{Name: "a", Scope: everything}, token.Token{Name: "b", Scope: everything}),
		func(s *setup) { s.Limits = Limits{Calls: 3, CallsPerToken: 2, Waits: 1} })
	calls, waits := s.addHeld("/call", false), s.addHeld("/wait", true)
	var running []<-chan answered
	for range 2 {
		running = append(running, s.inBackground(s.request(t, "POST", "/call", "{}", as("a")...)))
		<-calls.entered
	}
	full := s.do(t, "POST", "/call", "{}", as("a")...)
	assert.Equal(t, "429 BUSY 1", fmt.Sprint(full.Status, " ", full.code(t), " ", full.Header.Get("Retry-After")))
	assert.Contains(t, full.value(t)["detail"], "this token runs as many requests as it may (2)")
	assert.Equal(t, true, full.value(t)["error"].(map[string]any)["retryable"])
	running = append(running, s.inBackground(s.request(t, "POST", "/call", "{}", as("b")...)))
	<-calls.entered
	full = s.do(t, "POST", "/call", "{}", as("b")...)
	assert.Equal(t, 429, full.Status)
	assert.Contains(t, full.value(t)["detail"], "this gateway runs as many requests as it may (3)")
	// waits and what needs no token have places of their own
	running = append(running, s.inBackground(s.request(t, "POST", "/wait", "{}", as("a")...)))
	<-waits.entered
	assert.Equal(t, 429, s.do(t, "POST", "/wait", "{}", as("b")...).Status)
	assert.Equal(t, 200, s.do(t, "GET", "/healthz", nil).Status)
	close(calls.leave)
	close(waits.leave)
	for _, r := range running {
		assert.Equal(t, 200, (<-r).Status)
	}
	assert.Equal(t, 200, s.do(t, "POST", "/call", "{}", as("a")...).Status, "places are given back")
	assert.Empty(t, s.g.slots.calls.byToken)
}

// serveIt serves a gateway as Server does, and gives its address.
func serveIt(t *testing.T, o Options) (address string) {
	t.Helper()
	s := newTestGateway(t, func(s *setup) { s.Options = o })
	server := Server{Gateway: s.g}
	real := httptest.NewUnstartedServer(nil)
	real.Config = server.httpServer()
	real.Start()
	t.Cleanup(real.Close)
	return real.Listener.Addr().String()
}

// raw sends bytes and reads all that comes until the server closes the connection.
func raw(t *testing.T, address string, pieces ...string) string {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	for _, p := range pieces {
		_, err = io.WriteString(conn, p)
		require.NoError(t, err)
	}
	text, _ := io.ReadAll(conn) // a reset after the answer is as good as its end
	return string(text)
}

func TestSlowHeaderIsCut(t *testing.T) {
	address := serveIt(t, Options{Limits: Limits{HeaderTime: 20 * time.Millisecond}})
	got := raw(t, address, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
	assert.NotContains(t, got, "200 OK")
}

func TestStuckBodyIsAnswered(t *testing.T) {
	address := serveIt(t, Options{Limits: Limits{Pause: 20 * time.Millisecond}})
	got := raw(t, address, "POST /v1/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n", `{"action"`)
	assert.Contains(t, got, "408 Request Timeout")
	assert.Contains(t, got, "SLOW_BODY")
}

// Nor is a body waited for that nobody wants.
func TestStuckBodyOfRefusedRequest(t *testing.T) {
	s := newTestGateway(t, withTokens())
	address := serveIt(t, Options{Tokens: s.g.options.Tokens, Limits: Limits{Pause: 20 * time.Millisecond}})
	for _, path := range []string{"/v1/run", "/v1/upload", "/v1/batch", "/nothing", "/healthz"} {
		got := raw(t, address, "POST "+path+" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n", `{"action"`)
		assert.Contains(t, got, "HTTP/1.1 40", path)
	}
}

// A body may take longer than the pause, as long as it moves; and a call may take longer
// than that after its body.
func TestMovingBodyIsRead(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Limits = Limits{Pause: 400 * time.Millisecond} })
	s.add(route{Method: "POST", Pattern: "/test", ID: "test", Handle: func(x *exchange) error {
		text, err := io.ReadAll(x.r.Body)
		if err != nil {
			return err
		}
		select {
		case <-x.r.Context().Done():
			return x.r.Context().Err()
		case <-time.After(500 * time.Millisecond): // more than the pause: the body's deadline is gone
		}
		return x.answer(200, len(text))
	}})
	body, feed := io.Pipe()
	go func() {
		for range 10 {
			<-time.After(50 * time.Millisecond)
			_, _ = feed.Write([]byte("x"))
		}
		_ = feed.Close()
	}()
	got := s.do(t, "POST", "/test", body)
	assert.Equal(t, "200 10\n", fmt.Sprint(got.Status, " ", string(got.Body)))
}

// A client that does not read what it asked for does not hold its place for ever.
func TestClientThatDoesNotReadIsGivenUp(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Limits = Limits{Pause: 30 * time.Millisecond} })
	ended := make(chan error, 1)
	s.add(route{Method: "GET", Pattern: "/test", ID: "test", Handle: func(x *exchange) error {
		piece := make([]byte, 1<<20)
		for {
			if _, err := x.w.Write(piece); err != nil {
				ended <- err
				return err
			}
		}
	}})
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	_, err = io.WriteString(conn, "GET /test HTTP/1.1\r\nHost: localhost\r\n\r\n")
	require.NoError(t, err)
	assert.Error(t, <-ended)
}

func TestLongHeadersAreRefused(t *testing.T) {
	address := serveIt(t, Options{Limits: Limits{Header: 4 << 10}})
	got := raw(t, address, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: "+strings.Repeat("x", 64<<10)+"\r\n\r\n")
	assert.Contains(t, got, "431 ")
}

func TestOddRequests(t *testing.T) {
	address := serveIt(t, Options{})
	for text, want := range map[string]int{
		"CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                                421,
		"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                                   404,
		"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                                              404,
		"GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                        421,
		"GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                           404,
		"GET /healthz HTTP/1.0\r\n\r\n":                                                                                              421,
		"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n":                                                     400,
		"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n":                                                              400,
		"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab":                              400,
		"GET /healthz HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n":                       200,
		"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n":                                                      200,
		"GET /nothing%0d%0aX-Evil:%20yes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n":                                   404,
		"GET /healthz HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n":                      200, // it may ask, and not read
		"POST /v1/run HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n": 403,
	} {
		conn, err := net.Dial("tcp", address)
		require.NoError(t, err)
		_, err = io.WriteString(conn, text)
		require.NoError(t, err)
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if assert.NoError(t, err, "%q", text) {
			assert.Equal(t, want, resp.StatusCode, "%q", text)
			assert.Empty(t, resp.Header.Get("X-Evil"))
			_ = resp.Body.Close()
		}
		require.NoError(t, conn.Close())
	}
}
