package conformance

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// counter stands before the sandbox and counts what reaches it.
type counter struct {
	mu   sync.Mutex
	seen []string // connection, method and path
	next http.Handler
}

// markHeader is sent by each connection with its own name.
const markHeader = "X-Connection-Mark"

func countRequests(t *testing.T, target string) (*counter, string) {
	t.Helper()
	to, err := url.Parse(target)
	require.NoError(t, err)
	c := &counter{next: &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	return c, server.URL
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.seen = append(c.seen, r.Header.Get(markHeader)+" "+r.Method+" "+r.URL.EscapedPath())
	next := c.next
	c.mu.Unlock()
	next.ServeHTTP(w, r)
}

// take returns what was seen since it was last asked.
func (c *counter) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	seen := c.seen
	c.seen = nil
	return seen
}
