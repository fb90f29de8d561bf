package sandbox

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func faulty(t testing.TB, rules ...Fault) *Sandbox {
	t.Helper()
	s, err := Open(Config{Registry: builtin, Faults: rules, Seed: 7})
	require.NoError(t, err)
	return s
}

// sender sends requests to a sandbox, over a socket or in-process.
type sender func(ctx context.Context, in *http.Request) (*http.Response, error)

// bothWays calls f with a sender over a socket and one without.
func bothWays(t *testing.T, s func() http.Handler, f func(t *testing.T, send sender)) {
	t.Helper()
	t.Run("socket", func(t *testing.T) {
		srv := httptest.NewServer(s())
		defer srv.Close()
		// without: the client repeats a GET by itself when a used connection breaks
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		f(t, func(ctx context.Context, in *http.Request) (*http.Response, error) {
			return forward(ctx, client, srv.URL, in)
		})
	})
	t.Run("in-process", func(t *testing.T) {
		client := &http.Client{Transport: transport{s()}}
		f(t, func(ctx context.Context, in *http.Request) (*http.Response, error) {
			return forward(ctx, client, Host, in)
		})
	})
}

func forward(ctx context.Context, client *http.Client, base string, in *http.Request) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, in.Method, base+in.URL.RequestURI(), in.Body)
	if err != nil {
		return nil, err
	}
	req.Header, req.ContentLength = in.Header, in.ContentLength
	return client.Do(req)
}

func body(t testing.TB, resp *http.Response) (string, error) {
	t.Helper()
	defer func() { assert.NoError(t, resp.Body.Close()) }()
	text, err := io.ReadAll(resp.Body)
	return string(text), err
}

// acted counts the requests that reach the service behind the faults.
type acted struct {
	box *Sandbox
	n   atomic.Int64
}

func (a *acted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f, ok := a.box.fault(r); ok {
		f.serve(w, r, http.HandlerFunc(a.count))
		return
	}
	a.count(w, r)
}

func (a *acted) count(w http.ResponseWriter, r *http.Request) {
	a.n.Add(1)
	a.box.serve(w, r)
}
