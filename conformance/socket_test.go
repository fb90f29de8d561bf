package conformance

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// socket speaks to the gateway in bytes, past all that a client library would prevent.
type socket struct {
	net.Conn
	answers *bufio.Reader
}

func (g *gateway) dial(t *testing.T) *socket {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", g.address(t))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
	return &socket{conn, bufio.NewReader(conn)}
}

// send writes text, whose lines end as HTTP has it. The gateway may have hung up by then.
func (s *socket) send(text string) {
	_, _ = io.WriteString(s, strings.ReplaceAll(text, "\n", "\r\n"))
}

// sent tells the gateway that nothing more comes, so that it hangs up when it is done.
func (s *socket) sent(t *testing.T) {
	t.Helper()
	conn, ok := s.Conn.(*net.TCPConn)
	require.True(t, ok)
	_ = conn.CloseWrite() // it may have hung up
}

// answer reads one answer; it has no status when the gateway hung up without one.
func (s *socket) answer(t *testing.T) reply {
	t.Helper()
	resp, err := http.ReadResponse(s.answers, nil)
	if err != nil {
		require.NotContains(t, err.Error(), "timeout", "neither answered nor hung up")
		return reply{}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return reply{resp.StatusCode, resp.Header, body}
}

// raw sends one request as it stands and returns the answer.
func (g *gateway) raw(t *testing.T, text string) reply {
	t.Helper()
	s := g.dial(t)
	s.send(text)
	return s.answer(t)
}
