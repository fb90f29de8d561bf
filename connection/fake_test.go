package connection

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	goruntime "runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// canary is in every secret of these tests, and must not be in any text.
const canary = "c4nary"

// clock is a time that only a test moves; waiting moves it.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	waits []time.Duration
}

func newClock() *clock { return &clock{at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	c.waits = append(c.waits, d)
	c.mu.Unlock()
	c.add(d)
	return ctx.Err()
}

// fakeMachine is a machine with this clock and environment.
func fakeMachine(c *clock, env map[string]string) machine {
	return machine{
		env:    func(name string) string { return env[name] },
		clock:  c.now,
		wait:   c.wait,
		jitter: func() float64 { return 0.5 },
		keyring: func(service, name string) (string, error) {
			return canary + "-" + service + "-" + name, nil
		},
	}
}

// signed makes the Auth of these keys for a host.
func signed(t *testing.T, m machine, host string, keys map[string]string) Auth {
	t.Helper()
	s := settings{}
	for key, text := range keys {
		require.Equal(t, key, authKeyOf(key))
		require.NoError(t, s.put(key, text, "test", true))
	}
	a, err := newAuth(m, &Connection{Host: host, Source: "test"}, s, "")
	require.NoError(t, err)
	return a
}

func headersOf(t *testing.T, a Auth, fresh bool) http.Header {
	t.Helper()
	h, err := a.Headers(t.Context(), fresh)
	require.NoError(t, err)
	return h
}

// provider is a token service that answers what a test says and keeps the requests.
type provider struct {
	*httptest.Server
	mu     sync.Mutex
	seen   []*http.Request // with their form parsed
	answer func(n int, w http.ResponseWriter, r *http.Request)
}

// newProvider serves. answer is called for each request but that for discovery, with
// its number from 1.
func newProvider(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *provider {
	t.Helper()
	p := &provider{answer: answer}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == discoveryPath {
		writeJSON(w, http.StatusOK, map[string]any{"token_endpoint": p.URL + "/oidc/v1/token"})
		return
	}
	_ = r.ParseForm()
	p.mu.Lock()
	p.seen = append(p.seen, r)
	n := len(p.seen)
	p.mu.Unlock()
	p.answer(n, w, r)
}

func (p *provider) requests() []*http.Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]*http.Request(nil), p.seen...)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// grantAnswer is the answer of an OAuth token endpoint.
func grantAnswer(access string, lives int) map[string]any {
	return map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": lives}
}

// program puts an executable shell script into a folder of PATH.
func program(t *testing.T, name, script string) string {
	t.Helper()
	if goruntime.GOOS == "windows" {
		t.Skip("the script needs a shell")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, name)
	require.NoError(t, os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700))
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	return path
}
