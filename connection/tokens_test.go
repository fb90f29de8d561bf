package connection

import (
	"context"
	"errors"
	goruntime "runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counted is an Auth whose n-th token is "n" and lives an hour. Each fetch waits for
// a value of release, if there is one, which may be an error.
func counted(c *clock, release chan error) (*tokens, *atomic.Int64) {
	var n atomic.Int64
	return &tokens{now: c.now, fetch: func(ctx context.Context, _ bool) (*token, error) {
		count := n.Add(1)
		if release != nil {
			select {
			case err := <-release:
				if err != nil {
					return nil, err
				}
			case <-ctx.Done():
				return nil, context.Cause(ctx)
			}
		}
		return &token{headers: bearer(strconv.FormatInt(count, 10)), got: c.now(), expiry: c.now().Add(time.Hour)}, nil
	}}, &n
}

func bearerIn(t *testing.T, a Auth, fresh bool) string {
	t.Helper()
	return headersOf(t, a, fresh).Get("Authorization")
}

// idle waits for the refresh that is under way, if any.
func idle(a *tokens) {
	a.mu.Lock()
	r := a.running
	a.mu.Unlock()
	if r != nil {
		<-r.done
	}
}

func TestTokenIsKeptUntilItExpires(t *testing.T) {
	c := newClock()
	a, n := counted(c, nil)
	assert.Equal(t, "Bearer 1", bearerIn(t, a, false))
	c.add(39 * time.Minute)
	assert.Equal(t, "Bearer 1", bearerIn(t, a, false))
	idle(a)
	assert.EqualValues(t, 1, n.Load())
	c.add(21 * time.Minute)
	assert.Equal(t, "Bearer 2", bearerIn(t, a, false), "at its expiry the caller waits for a new one")
}

func TestTokenIsReplacedAheadInTheBackground(t *testing.T) {
	c := newClock()
	release := make(chan error, 1)
	a, n := counted(c, release)
	release <- nil
	bearerIn(t, a, false)
	c.add(40 * time.Minute)
	for range 3 { // nobody waits, and one refresh runs
		assert.Equal(t, "Bearer 1", bearerIn(t, a, false))
	}
	release <- nil
	idle(a)
	assert.Equal(t, "Bearer 2", bearerIn(t, a, false))
	assert.EqualValues(t, 2, n.Load())
}

func TestShortTokensAreReplacedAtHalfTime(t *testing.T) {
	c := newClock()
	got := &token{got: c.now(), expiry: c.now().Add(10 * time.Minute)}
	assert.False(t, got.old(c.now().Add(5*time.Minute-1)))
	assert.True(t, got.old(c.now().Add(5*time.Minute)))
	assert.False(t, (&token{got: c.now()}).old(c.now().Add(1e6*time.Hour)), "without expiry it never gets old")
	assert.False(t, (&token{got: c.now()}).expired(c.now().Add(1e6*time.Hour)))
}

func TestFailedRefreshInTheBackgroundPauses(t *testing.T) {
	c := newClock()
	release := make(chan error, 1)
	a, n := counted(c, release)
	release <- nil
	bearerIn(t, a, false)
	c.add(45 * time.Minute)
	release <- errors.New("busy")
	assert.Equal(t, "Bearer 1", bearerIn(t, a, false))
	idle(a)
	assert.Equal(t, "Bearer 1", bearerIn(t, a, false), "the old one still works")
	assert.EqualValues(t, 2, n.Load(), "no second try within a minute")
	c.add(time.Minute)
	release <- nil
	bearerIn(t, a, false)
	idle(a)
	assert.Equal(t, "Bearer 3", bearerIn(t, a, false))
}

func TestOneRefreshForManyCallers(t *testing.T) {
	for _, fresh := range []bool{false, true} {
		c := newClock()
		release := make(chan error)
		a, n := counted(c, release)
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() { assert.Equal(t, "Bearer 1", bearerIn(t, a, fresh)) })
		}
		release <- nil
		wg.Wait()
		assert.EqualValues(t, 1, n.Load())
	}
}

func TestFreshForcesOneNewToken(t *testing.T) {
	c := newClock()
	a, n := counted(c, nil)
	assert.Equal(t, "Bearer 1", bearerIn(t, a, false))
	assert.Equal(t, "Bearer 2", bearerIn(t, a, true))
	assert.Equal(t, "Bearer 2", bearerIn(t, a, true), "others who were refused with the first want this one")
	assert.Equal(t, "Bearer 2", bearerIn(t, a, false))
	c.add(forcedFor)
	assert.Equal(t, "Bearer 3", bearerIn(t, a, true))
	assert.EqualValues(t, 3, n.Load())
}

func TestRefusedTokenIsNotServedWhenNoFreshOneComes(t *testing.T) {
	release := make(chan error, 2)
	a, _ := counted(newClock(), release)
	release <- nil
	bearerIn(t, a, false)
	release <- errors.New("no more")
	_, err := a.Headers(t.Context(), true)
	assert.EqualError(t, err, "no more")
}

func TestTheEndOfACallEndsItsWaitingOnly(t *testing.T) {
	release := make(chan error)
	a, n := counted(newClock(), release)
	ctx, cancel := context.WithCancelCause(t.Context())
	first := make(chan error)
	go func() {
		_, err := a.Headers(ctx, false)
		first <- err
	}()
	for n.Load() == 0 { // until the refresh runs
		goruntime.Gosched()
	}
	gone := errors.New("the caller has gone")
	cancel(gone)
	require.ErrorIs(t, <-first, gone)
	_, err := a.Headers(ctx, false)
	require.ErrorIs(t, err, gone)
	release <- nil
	assert.Equal(t, "Bearer 1", bearerIn(t, a, false), "the others get what it asked for")
	assert.EqualValues(t, 1, n.Load())
}
