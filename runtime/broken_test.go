package runtime

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// A panic of the caller's code passes, and the place of its call is free again.
func TestAPanicGivesItsPlaceBack(t *testing.T) {
	server := newServer(t, answerJSON("{}"))
	c := NewClient(&connection.Connection{Host: server.URL, Concurrency: 1, RetryBudget: -1})
	put := newAction(t, putThing)
	open := func() (io.ReadCloser, error) { panic("oops") }
	assert.PanicsWithValue(t, "oops", func() {
		_, _ = c.Do(t.Context(), put, newPlan(t, put, server.URL, map[string]any{"data": open}))
	})
	assert.Empty(t, c.limits.slots)
}

// Closing a stream from several sides gives back one place, not those of others.
func TestAPlaceIsGivenBackOnce(t *testing.T) {
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("bytes")) })
	c := NewClient(&connection.Connection{Host: server.URL, Concurrency: 2, RetryBudget: -1})
	a := newAction(t, getFile)
	plan := newPlan(t, a, server.URL, nil)
	first, err := c.Do(t.Context(), a, plan)
	require.NoError(t, err)
	other, err := c.Do(t.Context(), a, plan)
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { _ = first.Close() })
	}
	all.Wait()
	assert.Len(t, c.limits.slots, 1)
	require.NoError(t, other.Close())
	assert.Empty(t, c.limits.slots)
}

// A change of protocol is no download, though its body is a stream.
func TestAnotherProtocolIsNoDownload(t *testing.T) {
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if assert.NoError(t, err) {
			_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: odd\r\n\r\n")
			_ = conn.Close()
		}
	})
	a := newAction(t, getFile)
	_, err := newClient(server.URL).Do(t.Context(), a, newPlan(t, a, server.URL, nil))
	assert.ErrorIs(t, err, ErrUnexpectedAnswer)
}

// A function that opens nothing is an error: the transport would crash on it, in a
// goroutine where nobody can recover.
func TestABodyThatOpensNothing(t *testing.T) {
	server := newServer(t, answerJSON("{}"))
	put := newAction(t, putThing)
	open := func() (io.ReadCloser, error) { return nil, nil }
	_, err := newClient(server.URL).Do(t.Context(), put, newPlan(t, put, server.URL, map[string]any{"data": open}))
	assert.ErrorContains(t, err, "not sent: cannot open the body")
}

// A plan made by hand may have no headers.
func TestAPlanWithoutHeaders(t *testing.T) {
	server := newServer(t, answerJSON("{}"))
	_, err := newClient(server.URL).Do(t.Context(), newAction(t, getThings), &Plan{Method: "GET", Host: server.URL, Path: "/things"})
	assert.NoError(t, err)
}

// Credentials win over a header of the same name however an Auth spells it.
func TestCredentialsInAnotherSpelling(t *testing.T) {
	var got []string
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Values("Authorization")
		_, _ = io.WriteString(w, "{}")
	})
	auth := connection.AuthFunc(func(context.Context, bool) (http.Header, error) {
		return http.Header{"authorization": {"Bearer right"}}, nil
	})
	c := NewClient(&connection.Connection{Host: server.URL, Auth: auth, RetryBudget: -1})
	a := newAction(t, getThings)
	plan := newPlan(t, a, server.URL, nil)
	plan.Header.Set("Authorization", "Bearer wrong")
	_, err := c.Do(t.Context(), a, plan)
	require.NoError(t, err)
	assert.Equal(t, []string{"Bearer right"}, got)
}

// A token that cannot be renewed does not hide the attempts before it.
func TestARefusedTokenKeepsTheLog(t *testing.T) {
	conn := connection.Connection{Auth: connection.StaticToken("t0ken")}
	_, _, err := call(t, &handClock{}, conn, getThings, nil, answer{status: 429}, answer{status: 401})
	require.ErrorIs(t, err, ErrUnauthenticated)
	var retry *RetryError
	require.ErrorAs(t, err, &retry)
	assert.Len(t, retry.Attempts, 2)
}

// A condition on a list does not crash on a list.
func TestAConditionOnAList(t *testing.T) {
	params := map[string]any{"kinds": []any{"a"}}
	assert.True(t, meets(params, map[string]any{"kinds": []any{"a"}}))
	assert.False(t, meets(params, map[string]any{"kinds": []any{"b"}}))
}

// A repeat that cannot be sent does not make the call one that was not sent.
func TestARepeatThatCannotBeSent(t *testing.T) {
	opened := 0
	open := func() (io.ReadCloser, error) {
		if opened++; opened > 1 {
			return nil, errGivenUp
		}
		return io.NopCloser(strings.NewReader("bytes")), nil
	}
	_, _, err := call(t, &handClock{}, connection.Connection{}, putThing, map[string]any{"data": open}, lost)
	require.ErrorIs(t, err, errGivenUp)
	var send *SendError
	assert.ErrorAs(t, err, &send, "the service may have acted")
}

// A deadline that leaves no time for a repeat is what ended the trying.
func TestTheDeadlineEndsTheTrying(t *testing.T) {
	server := newServer(t, (&scripted{answers: []answer{{status: 429, header: "Retry-After: 100"}}}).ServeHTTP)
	c := NewClient(&connection.Connection{Host: server.URL})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Second)
	defer cancel()
	a := newAction(t, getThings)
	_, err := c.Do(ctx, a, newPlan(t, a, server.URL, nil))
	require.ErrorIs(t, err, ErrThrottled)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
}
