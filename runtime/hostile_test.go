package runtime

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// rawAnswer is a server that writes these bytes as its answer and closes.
func rawAnswer(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		conn, buf, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		_, _ = buf.WriteString(text)
		_ = buf.Flush()
		_ = conn.Close()
	}
}

// hostile are the ways in which a server can be wrong or mean, and the error that
// each must end in.
var hostile = map[string]struct {
	serve http.HandlerFunc
	want  any // a kind, or what the chain holds
	says  string
}{
	"endless body": {func(w http.ResponseWriter, r *http.Request) {
		for page := []byte(strings.Repeat("[", 64<<10)); r.Context().Err() == nil; {
			if _, err := w.Write(page); err != nil {
				return
			}
		}
	}, ErrUnexpectedAnswer, "larger than 1 MiB"},
	"slow drip": {func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(time.Millisecond):
			}
		}
	}, context.DeadlineExceeded, "the connection's timeout of 100ms passed"},
	"gzip bomb": {func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		bomb := gzip.NewWriter(w)
		_, _ = io.CopyN(bomb, zeros{}, 16<<20)
		_ = bomb.Close()
	}, ErrUnexpectedAnswer, "larger than 1 MiB"},
	"broken gzip": {func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, "not gzip at all")
	}, new(*SendError), "broke off"},
	"announces more than it sends": {rawAnswer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}"), new(*SendError), "broke off after 2 bytes"},
	"announces less than it sends": {rawAnswer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{\"a\": 1}"), ErrUnexpectedAnswer, "not the JSON"},
	"two lengths":                  {rawAnswer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{ }"), new(*SendError), ""},
	"redirect to itself": {func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.String(), http.StatusTemporaryRedirect)
	}, ErrRedirected, ""},
	"redirect to no address": {rawAnswer("HTTP/1.1 302 Found\r\nLocation: http://[::1/?s3cret\r\n\r\n"), ErrRedirected, ""},
	"10 MB of headers":       {rawAnswer("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 10<<20) + "\r\n\r\n{}"), new(*SendError), ""},
	"a page with 200":        {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>sign in</html>") }, ErrUnexpectedAnswer, "web page"},
	"invalid JSON":           {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"a": nope}`) }, ErrUnexpectedAnswer, "not the JSON"},
	"NUL bytes":              {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "\x00\x00\x00") }, ErrUnexpectedAnswer, "not the JSON"},
	"NUL bytes in an error": {func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(400)
		_, _ = io.WriteString(w, "\x00a\x00")
	}, ErrBadRequest, ""},
	"NUL bytes in a header":     {rawAnswer("HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n{}"), new(*SendError), ""},
	"closes before it answers":  {rawAnswer(""), new(*SendError), ""},
	"closes within the headers": {rawAnswer("HTTP/1.1 200 OK\r\nX-He"), new(*SendError), ""},
	"closes within the body":    {rawAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a"), new(*SendError), "broke off"},
	"speaks another protocol":   {rawAnswer("220 mail.example ESMTP\r\n"), new(*SendError), ""},
	"endless error":             {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(400); _, _ = io.CopyN(w, zeros{}, 8<<20) }, ErrBadRequest, ""},
	"deep JSON":                 {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("[", 500_000)) }, ErrUnexpectedAnswer, "not the JSON"},
	"a switch of protocols":     {rawAnswer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"), nil, ""},
	"informational answers for ever": {func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			w.WriteHeader(http.StatusEarlyHints)
		}
	}, nil, ""},
}

// Whatever the server does, a call ends with a typed error, within its bounds, and
// leaves nothing running.
func TestHostileServers(t *testing.T) {
	for name, h := range hostile {
		t.Run(name, func(t *testing.T) {
			server := newServer(t, h.serve)
			c := NewClient(&connection.Connection{Host: server.URL, Timeout: timeoutFor(name), RetryBudget: -1})
			c.largest = 1 << 20
			a := newAction(t, getThings)
			res, err := c.Do(t.Context(), a, newPlan(t, a, server.URL, nil))
			if err == nil {
				_, err = res.Data()
			}
			require.Error(t, err)
			assertTyped(t, err, h.want)
			assert.ErrorContains(t, err, h.says)
			assert.Less(t, len(err.Error()), 4<<10)
			assert.NotContains(t, err.Error(), "\x00")
			assert.NotContains(t, err.Error(), "s3cret")
			c.sender.transport().(*http.Transport).CloseIdleConnections()
			server.CloseClientConnections()
			server.Close()
			assertNothingRuns(t)
		})
	}
}

// timeoutFor is short only where nothing but the time can end the call.
func timeoutFor(name string) time.Duration {
	if name == "slow drip" || name == "informational answers for ever" {
		return 100 * time.Millisecond
	}
	return time.Minute
}

func assertTyped(t *testing.T, err error, want any) {
	t.Helper()
	switch want := want.(type) {
	case *Kind:
		require.ErrorIs(t, err, want)
	case error:
		require.ErrorIs(t, err, want)
	case **SendError:
		require.ErrorAs(t, err, want)
	default:
		var api *APIError
		var send *SendError
		assert.True(t, errors.As(err, &api) || errors.As(err, &send), "%T", err)
	}
}

// assertNothingRuns waits until no goroutine of the client is left.
func assertNothingRuns(t *testing.T) {
	t.Helper()
	var left string
	for range 200 {
		if left = running(); left == "" {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	t.Errorf("still running:\n%s", left)
}

// running are the goroutines that belong to the client or to its transport.
func running() string {
	buf := make([]byte, 1<<20)
	var found []string
	for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(g, "net/http.(*persistConn)") || strings.Contains(g, "runtime.(*Client).attempt") || strings.Contains(g, "runtime.(*idleWatch)") {
			found = append(found, g)
		}
	}
	return strings.Join(found, "\n\n")
}

// A listener that takes connections and never speaks is given up in time.
func TestASilentListener(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	host := fmt.Sprintf("http://%s", l.Addr())
	c := NewClient(&connection.Connection{Host: host, InactivityTimeout: 30 * time.Millisecond, RetryBudget: -1})
	a := newAction(t, getThings)
	_, err = c.Do(t.Context(), a, newPlan(t, a, host, nil))
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.ErrorAs(t, err, new(*SendError))
}
