package connector

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/actionctl/connector/internal/wallclock"
)

// Times of a wait that nobody sets.
const (
	// settleTime is how long after the start answers may still tell how things were
	// before it: the service's stores catch up.
	settleTime = 30 * time.Second
	// pollTime is how long a poll may take at least, also when the wait's deadline
	// passes meanwhile: what it answers is worth more than punctuality.
	pollTime = 10 * time.Second
	// afterTime bounds what is asked after the end: to end the work early, or why parts
	// of it failed.
	afterTime = 30 * time.Second

	defaultInterval    = time.Second
	defaultMaxInterval = 10 * time.Second
)

// clock is time as waits and listings use it; tests turn it by hand.
type clock interface {
	Now() time.Time
	// Sleep returns the context's cause when that ends first.
	Sleep(ctx context.Context, d time.Duration) error
	WithDeadline(ctx context.Context, at time.Time, cause error) (context.Context, context.CancelFunc)
}

type wallClock struct{ wallclock.Clock }

func (wallClock) WithDeadline(ctx context.Context, at time.Time, cause error) (context.Context, context.CancelFunc) {
	return context.WithDeadlineCause(ctx, at, cause)
}

// pauses are the times between polls: they grow by half to a maximum, and up to a fifth
// is added to each so that many waits do not poll in step.
type pauses struct{ next, longest time.Duration }

// longestPause is a century: what is added to a pause cannot make it overflow.
const longestPause = 100 * 365 * 24 * time.Hour

func (o WaitOptions) pauses() pauses {
	p := pauses{next: min(o.Interval, longestPause), longest: min(o.MaxInterval, longestPause)}
	if p.next == 0 {
		p.next = defaultInterval
	}
	if p.longest == 0 {
		p.longest = max(defaultMaxInterval, p.next)
	}
	p.next = min(p.next, p.longest)
	return p
}

func (p *pauses) take() time.Duration {
	d := p.next
	p.next = min(d+d/2, p.longest)
	return d + rand.N(d/5+1) //nolint:gosec // jitter needs no secrecy
}
