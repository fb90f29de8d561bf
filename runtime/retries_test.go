package runtime

import (
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

func TestMayRepeat(t *testing.T) {
	reads, acts := &registry.Action{Safety: registry.Read}, &registry.Action{Safety: registry.Cost}
	post, token := &Plan{Method: http.MethodPost}, &Plan{Method: http.MethodPost, Repeatable: true}
	of := func(status int, header http.Header) error {
		return &APIError{Status: status, Kind: kindOf("", status), Header: header}
	}
	later := http.Header{"Retry-After": {"1"}}
	for name, c := range map[string]struct {
		err        error
		safe, acts bool // whether it may be repeated where that is safe, and where it is not
	}{
		"no connection":   {&SendError{Cause: io.EOF, Unsent: true}, true, true},
		"no such host":    {&SendError{Cause: &net.DNSError{IsNotFound: true}, Unsent: true}, true, true},
		"no answer":       {&SendError{Cause: io.EOF}, true, false},
		"throttled":       {of(429, nil), true, true},
		"come back":       {of(503, later), true, true},
		"an outage":       {of(503, nil), true, false},
		"its own failure": {of(500, later), true, false},
		"not there":       {of(404, nil), false, false},
		"not allowed":     {of(403, nil), false, false},
		"work failed":     {&APIError{Status: 200, Kind: ErrFailed}, false, false},
		"not sent":        {errors.New("not sent: no credentials"), false, false},
		"the last counts": {&RetryError{Last: of(429, nil)}, true, true},
		"no error":        {nil, false, false},
	} {
		assert.Equal(t, c.safe, MayRepeat(reads, post, c.err), name)
		assert.Equal(t, c.safe, MayRepeat(acts, token, c.err), name)
		assert.Equal(t, c.acts, MayRepeat(acts, post, c.err), name)
	}
}

// unsentOnly calls an action whose caller makes the repeats.
func unsentOnly(t *testing.T, host string) (*handClock, *Client, *registry.Action, *Plan) {
	t.Helper()
	a := newAction(t, getThings)
	p := newPlan(t, a, host, nil)
	p.Retries = RetryUnsent
	c := NewClient(&connection.Connection{Host: host, Auth: connection.StaticToken("t0ken")})
	clock := &handClock{now: time.Unix(0, 0)}
	c.clock = clock
	return clock, c, a, p
}

func TestRetryUnsent(t *testing.T) {
	for _, failure := range []answer{{status: 429, header: "Retry-After: 1"}, {status: 503}, {cut: true}} {
		s := &scripted{answers: []answer{failure, {status: 200, body: "{}"}}}
		_, c, a, p := unsentOnly(t, newServer(t, s.ServeHTTP).URL)
		_, err := c.Do(t.Context(), a, p)
		require.Error(t, err)
		assert.True(t, MayRepeat(a, p, err), "the caller repeats it")
		s.mu.Lock() // where the connection was cut, nothing else orders the two
		assert.Len(t, s.requests, 1)
		s.mu.Unlock()
	}

	clock, c, a, p := unsentOnly(t, closedAddress(t))
	_, err := c.Do(t.Context(), a, p)
	var tries *RetryError
	require.ErrorAs(t, err, &tries)
	assert.Len(t, tries.Attempts, maxUnconnected)
	assert.Len(t, clock.slept, maxUnconnected-1)
}

// Credentials that have run out are no failure of the call.
func TestRetryUnsentRenews(t *testing.T) {
	s := &scripted{answers: []answer{{status: 401}, {status: 200, body: "{}"}}}
	_, c, a, p := unsentOnly(t, newServer(t, s.ServeHTTP).URL)
	c.auth = &renewable{}
	_, err := c.Do(t.Context(), a, p)
	require.NoError(t, err)
	assert.Len(t, s.requests, 2)
}
