package runtime

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// handClock is time that stands still but for sleeping, which takes none.
type handClock struct {
	now   time.Time
	slept []time.Duration
	wake  error // what ends a sleep early
}

func (c *handClock) Now() time.Time { return c.now }

func (c *handClock) Sleep(_ context.Context, d time.Duration) error {
	if c.wake != nil {
		return c.wake
	}
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d)
	return nil
}

// scripted is a service that answers attempt after attempt as told; the last answer
// goes for all further ones.
type scripted struct {
	mu       sync.Mutex
	answers  []answer
	requests []*http.Request
	bodies   []string
}

type answer struct {
	status int
	header string // name: value
	body   string
	cut    bool // no answer: the connection is closed
}

func (s *scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	a := s.answers[min(len(s.requests), len(s.answers)-1)]
	s.requests = append(s.requests, r)
	s.bodies = append(s.bodies, string(body))
	s.mu.Unlock()
	if a.cut {
		panic(http.ErrAbortHandler)
	}
	if name, value, ok := strings.Cut(a.header, ": "); ok {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

// call runs an action of the descriptor against the script.
func call(t *testing.T, clock *handClock, conn connection.Connection, descriptor string, params map[string]any, answers ...answer) (*Result, *scripted, error) {
	t.Helper()
	s := &scripted{answers: answers}
	server := newServer(t, s.ServeHTTP)
	conn.Host = server.URL
	if conn.Auth == nil {
		conn.Auth = connection.StaticToken("t0ken")
	}
	c := NewClient(&conn)
	c.clock = clock
	a := newAction(t, descriptor)
	res, err := c.Do(t.Context(), a, newPlan(t, a, server.URL, params))
	s.mu.Lock() // what the handlers wrote is now seen
	defer s.mu.Unlock()
	return res, s, err
}

const (
	makeThing = "http: POST /things\nbody: {schema: {type: object}}\nresponse: {type: object}\n"
	makeOnce  = "http: POST /things\nbody: {schema: {type: object}}\nresponse: {type: object}\nidempotency: {token: data.token}\n"
)

var (
	busy = answer{status: 503, body: `{"error_code":"TEMPORARILY_UNAVAILABLE","message":"busy"}`}
	fine = answer{status: 200, body: `{"n":1}`}
	lost = answer{cut: true}
)

func TestRetriesUntilItWorks(t *testing.T) {
	clock := &handClock{}
	res, s, err := call(t, clock, connection.Connection{}, getThings, nil, lost, busy, fine)
	require.NoError(t, err)
	assert.Len(t, s.requests, 3)
	require.Len(t, res.Attempts, 3)
	assert.NotEmpty(t, res.Attempts[0].Error)
	assert.Equal(t, 503, res.Attempts[1].Status)
	assert.Equal(t, "TEMPORARILY_UNAVAILABLE", res.Attempts[1].Code)
	assert.Empty(t, res.Attempts[2].Error)
	assert.Len(t, clock.slept, 2)
	trace := func(i int) string { return s.requests[i].Header.Get("Traceparent") }
	assert.NotEqual(t, trace(0), trace(1), "every attempt has a trace of its own")
}

// A POST that may have acted is not sent again, and the error says so.
func TestPostsAreNotRepeated(t *testing.T) {
	for _, end := range []answer{lost, busy, {status: 500}, {status: 504}} {
		_, s, err := call(t, &handClock{}, connection.Connection{}, makeThing, nil, end)
		assert.Len(t, s.requests, 1)
		assert.ErrorContains(t, err, "not repeated: the service may have acted")
		var retry *RetryError
		require.ErrorAs(t, err, &retry)
		assert.Len(t, retry.Attempts, 1)
	}
	_, s, err := call(t, &handClock{}, connection.Connection{}, makeThing, nil, answer{status: 429, header: "Retry-After: 3"}, fine)
	require.NoError(t, err)
	assert.Len(t, s.requests, 2, "a throttled POST has not acted")
}

// With a token the service knows a repeat, and every attempt carries the same.
func TestPostsWithATokenAreRepeated(t *testing.T) {
	params := map[string]any{"data": map[string]any{"token": "k"}}
	_, s, err := call(t, &handClock{}, connection.Connection{}, makeOnce, params, lost, busy, fine)
	require.NoError(t, err)
	assert.Equal(t, []string{`{"token":"k"}`, `{"token":"k"}`, `{"token":"k"}`}, s.bodies)
	_, s, err = call(t, &handClock{}, connection.Connection{}, makeOnce, nil, lost)
	require.Error(t, err)
	assert.Len(t, s.requests, 1, "no token, no repeat")
}

func TestRetryAfterIsHonoured(t *testing.T) {
	clock := &handClock{}
	_, _, err := call(t, clock, connection.Connection{}, getThings, nil, answer{status: 429, header: "Retry-After: 40"}, fine)
	require.NoError(t, err)
	assert.Equal(t, []time.Duration{40 * time.Second}, clock.slept)

	// beyond the budget there is no point in waiting: the service's own error comes
	_, s, err := call(t, &handClock{}, connection.Connection{RetryBudget: time.Minute}, getThings, nil,
		answer{status: 429, header: "Retry-After: 61", body: `{"error_code":"REQUEST_LIMIT_EXCEEDED","message":"quota"}`})
	assert.Len(t, s.requests, 1)
	require.ErrorIs(t, err, ErrThrottled)
	assert.ErrorContains(t, err, "quota (the next attempt would be in 1m1s, beyond the retry budget of 1m0s)")
}

// The budget ends the trying, and the last error comes with the log of all attempts.
func TestTheBudgetEnds(t *testing.T) {
	clock := &handClock{}
	_, s, err := call(t, clock, connection.Connection{}, getThings, nil, answer{status: 429, header: "Retry-After: 70", body: `{"message":"busy"}`})
	var retry *RetryError
	require.ErrorAs(t, err, &retry)
	var api *APIError
	require.ErrorAs(t, err, &api)
	assert.Equal(t, "busy", api.Message)
	assert.Len(t, s.requests, 5, "70 s apart within 5 min")
	assert.Len(t, retry.Attempts, 5)
	assert.Equal(t, 70*time.Second, retry.Attempts[0].Wait)
	assert.Zero(t, retry.Attempts[4].Wait)
	assert.ErrorContains(t, err, "after 5 attempts")
	assert.NotErrorIs(t, err, context.DeadlineExceeded, "never a bare timeout")

	_, s, err = call(t, &handClock{}, connection.Connection{RetryBudget: -1}, getThings, nil, busy)
	assert.Len(t, s.requests, 1)
	assert.NotErrorAs(t, err, &retry, "without retries there is nothing to tell of them")
}

func TestTheContextEndsTheWait(t *testing.T) {
	gone := errors.New("gone home")
	_, s, err := call(t, &handClock{wake: gone}, connection.Connection{}, getThings, nil, busy)
	assert.Len(t, s.requests, 1)
	require.ErrorIs(t, err, gone)
	require.ErrorIs(t, err, ErrUnavailable, "and why it was waiting")
}

func TestABodyThatCanBeReadOnceIsSentOnce(t *testing.T) {
	params := map[string]any{"data": io.LimitReader(strings.NewReader("bytes"), 5)}
	_, s, err := call(t, &handClock{}, connection.Connection{}, putThing, params, busy, fine)
	assert.Equal(t, []string{"bytes"}, s.bodies)
	require.ErrorIs(t, err, ErrUnavailable)
	assert.ErrorContains(t, err, "not repeated: the body can be read only once")
	params = map[string]any{"data": strings.NewReader("bytes")}
	_, s, err = call(t, &handClock{}, connection.Connection{}, putThing, params, busy, fine)
	require.NoError(t, err)
	assert.Equal(t, []string{"bytes", "bytes"}, s.bodies)
}

// renewable has a new token each time one is refused.
type renewable struct{ issued int }

func (r *renewable) Headers(_ context.Context, fresh bool) (http.Header, error) {
	if fresh || r.issued == 0 {
		r.issued++
	}
	return http.Header{"Authorization": {"Bearer " + strings.Repeat("x", r.issued)}}, nil
}

// A refused token is renewed once, whatever the action: nothing was done with it.
func TestRefusedTokens(t *testing.T) {
	no := answer{status: 401}
	clock := &handClock{}
	_, s, err := call(t, clock, connection.Connection{Auth: &renewable{}}, makeThing, nil, no, fine)
	require.NoError(t, err)
	require.Len(t, s.requests, 2)
	assert.Equal(t, "Bearer xx", s.requests[1].Header.Get("Authorization"))
	assert.Empty(t, clock.slept)

	_, s, err = call(t, clock, connection.Connection{Auth: &renewable{}}, getThings, nil, no)
	require.ErrorIs(t, err, ErrUnauthenticated)
	assert.Len(t, s.requests, 2, "once")
	_, s, err = call(t, clock, connection.Connection{}, getThings, nil, no)
	require.ErrorIs(t, err, ErrUnauthenticated)
	assert.Len(t, s.requests, 1, "the same token again is no use")
}

func TestNoConnectionIsTriedForAWhile(t *testing.T) {
	clock := &handClock{}
	host := closedAddress(t)
	c := NewClient(&connection.Connection{Host: host})
	c.clock = clock
	a := newAction(t, makeThing)
	_, err := c.Do(t.Context(), a, newPlan(t, a, host, nil))
	var retry *RetryError
	require.ErrorAs(t, err, &retry)
	assert.Len(t, retry.Attempts, maxUnconnected, "also a POST: nothing was sent")
	require.ErrorAs(t, err, new(*SendError))
}

func TestDownloadsAreRetriedBeforeTheyBegin(t *testing.T) {
	res, s, err := call(t, &handClock{}, connection.Connection{}, getFile, nil, busy, answer{status: 200, body: "bytes"})
	require.NoError(t, err)
	data, err := res.Data()
	require.NoError(t, err)
	assert.Equal(t, []byte("bytes"), data)
	assert.Len(t, s.requests, 2)
}

// What reads is repeatable although it is a POST; the registry says so.
func TestReadingPostsAreRepeated(t *testing.T) {
	assert.True(t, isRepeatable(failure{method: "POST", safety: registry.Read}))
	_, s, err := call(t, &handClock{}, connection.Connection{}, makeThing+"safety: read\n", nil, lost, fine)
	require.NoError(t, err)
	assert.Len(t, s.requests, 2)
}
