package runtime

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// Calls beyond the limit wait; none is refused, and never more run than allowed.
func TestConcurrencyIsLimited(t *testing.T) {
	const limit, calls = 3, 12
	var running, most atomic.Int32
	full := make(chan struct{})
	release := sync.OnceFunc(func() { close(full) })
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		n := running.Add(1)
		defer running.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		if n == limit {
			release()
		}
		<-full
		_, _ = w.Write([]byte("{}"))
	})
	c := NewClient(&connection.Connection{Host: server.URL, Concurrency: limit, RetryBudget: -1})
	a := newAction(t, getThings)
	plan := newPlan(t, a, server.URL, nil)
	errs := make(chan error, calls)
	for range calls {
		go func() {
			_, err := c.Do(t.Context(), a, plan)
			errs <- err
		}()
	}
	for range calls {
		require.NoError(t, <-errs)
	}
	assert.EqualValues(t, limit, most.Load())
}

// A stream holds its place until it is closed.
func TestAStreamHoldsItsPlace(t *testing.T) {
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("bytes")) })
	c := NewClient(&connection.Connection{Host: server.URL, Concurrency: 1, RetryBudget: -1})
	a := newAction(t, getFile)
	first, err := c.Do(t.Context(), a, newPlan(t, a, server.URL, nil))
	require.NoError(t, err)
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errGivenUp)
	_, err = c.Do(ctx, a, newPlan(t, a, server.URL, nil))
	require.ErrorIs(t, err, errGivenUp)
	assert.ErrorContains(t, err, "no place among the calls of connection test")
	require.NoError(t, first.Close())
	require.NoError(t, first.Close(), "closing twice gives the place back once")
	second, err := c.Do(t.Context(), a, newPlan(t, a, server.URL, nil))
	require.NoError(t, err)
	require.NoError(t, second.Close())
}

// A call whose turn would come after its deadline says so at once.
func TestRateIsLimited(t *testing.T) {
	var requests atomic.Int32
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		_, _ = w.Write([]byte("{}"))
	})
	c := NewClient(&connection.Connection{Host: server.URL, Rate: 0.001, Burst: 2})
	a := newAction(t, getThings)
	for range 2 {
		_, err := c.Do(t.Context(), a, newPlan(t, a, server.URL, nil))
		require.NoError(t, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, err := c.Do(ctx, a, newPlan(t, a, server.URL, nil))
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.ErrorContains(t, err, "not sent")
	assert.EqualValues(t, 2, requests.Load())
}
