package conformance

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// gateway is a running "actionctl serve".
type gateway struct {
	*process
	url string
}

func (b *bench) serve(t *testing.T, args ...string) *gateway {
	t.Helper()
	p := start(t, b.command(append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...))
	return &gateway{p, p.line(t, "listening on ")}
}

// address is where it listens, for sockets.
func (g *gateway) address(t *testing.T) string {
	t.Helper()
	at, err := url.Parse(g.url)
	require.NoError(t, err)
	return at.Host
}

// reply is an answer that has been read to its end.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// ask sends a request; change, where it is not nil, spoils it first.
func (g *gateway) ask(t *testing.T, method, path, token, body string, change func(*http.Request)) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, g.url+path, bytes.NewBufferString(body))
	require.NoError(t, err)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if change != nil {
		change(req)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return reply{resp.StatusCode, resp.Header, text}
}

// run asks for an action.
func (g *gateway) run(t *testing.T, token, connection, action, params string) reply {
	t.Helper()
	return g.ask(t, http.MethodPost, "/v1/run", token, `{"connection":"`+connection+`","action":"`+action+`","params":`+params+`}`, nil)
}

// healthy requires that it still answers.
func (g *gateway) healthy(t *testing.T) {
	t.Helper()
	require.Equal(t, http.StatusOK, g.ask(t, http.MethodGet, "/healthz", "", "", nil).status)
}
