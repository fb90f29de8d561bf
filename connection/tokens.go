package connection

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// When tokens are replaced: in the background from min(lifetime/2, refreshAhead)
// before they expire, as the vendor's SDK does; while a caller waits once they have
// expired.
const (
	refreshAhead = 20 * time.Minute
	refreshPause = time.Minute // after a refresh in the background failed
	signInLimit  = time.Minute // for one refresh, its repetitions included
	// A token that was just forced is what the other callers want who were refused at
	// the same time with the token before.
	forcedFor = 2 * time.Second
)

// token is what signing in yields.
type token struct {
	headers http.Header
	got     time.Time
	expiry  time.Time // zero means that it does not expire
}

func (t *token) expired(now time.Time) bool { return !t.expiry.IsZero() && !now.Before(t.expiry) }

// old reports whether it is time to replace a token that still works.
func (t *token) old(now time.Time) bool {
	ahead := min(t.expiry.Sub(t.got)/2, refreshAhead)
	return !t.expiry.IsZero() && !now.Before(t.expiry.Add(-ahead))
}

// tokens is an Auth that keeps the token of a sign-in. One refresh runs at a time,
// whoever asks waits for it, and the end of a caller's context ends only that
// caller's waiting.
type tokens struct {
	now   func() time.Time
	fetch func(ctx context.Context, fresh bool) (*token, error)

	mu      sync.Mutex
	current *token
	forced  time.Time // when current was forced
	failed  time.Time // when a refresh last failed
	running *refresh
}

// refresh is one sign-in under way.
type refresh struct {
	done  chan struct{}
	token *token
	err   error
}

// Headers implements Auth.
func (t *tokens) Headers(ctx context.Context, fresh bool) (http.Header, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	held, r := t.hold(ctx, fresh)
	if held != nil {
		return held.headers, nil
	}
	select {
	case <-r.done:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if r.err != nil {
		return nil, r.err
	}
	return r.token.headers, nil
}

// hold returns the token that is at hand, or the refresh to wait for.
func (t *tokens) hold(ctx context.Context, fresh bool) (*token, *refresh) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now, held := t.now(), t.current
	switch {
	case held == nil, held.expired(now):
	case fresh && (t.forced.IsZero() || now.Sub(t.forced) >= forcedFor):
	default:
		if held.old(now) && t.running == nil && (t.failed.IsZero() || now.Sub(t.failed) >= refreshPause) {
			t.start(ctx, false)
		}
		return held, nil
	}
	if t.running == nil {
		t.start(ctx, fresh)
	}
	return nil, t.running
}

// start begins a refresh. It outlives the caller, because others wait for it too.
func (t *tokens) start(ctx context.Context, fresh bool) {
	r := &refresh{done: make(chan struct{})}
	t.running = r
	ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), signInLimit, signInTimeout{})
	go func() {
		defer cancel()
		r.token, r.err = t.fetch(ctx, fresh)
		t.finish(r, fresh)
	}()
}

func (t *tokens) finish(r *refresh, fresh bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer close(r.done)
	t.running = nil
	if r.err != nil {
		t.failed = t.now()
		return
	}
	t.current, t.forced, t.failed = r.token, time.Time{}, time.Time{}
	if fresh {
		t.forced = t.now()
	}
}

// signInTimeout is the cause of a refresh that took too long.
type signInTimeout struct{}

func (signInTimeout) Error() string { return "signing in took longer than " + signInLimit.String() }

// Is makes errors.Is(err, context.DeadlineExceeded) true.
func (signInTimeout) Is(target error) bool { return target == context.DeadlineExceeded }
