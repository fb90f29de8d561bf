package runtime

import (
	"context"
	"sync"

	"golang.org/x/time/rate"

	"github.com/actionctl/connector/connection"
)

// limits holds a connection to its rate and its number of calls at once. Callers wait
// their turn; they are not refused.
type limits struct {
	rate  *rate.Limiter // nil: none
	slots chan struct{} // nil: none
}

func newLimits(c *connection.Connection) limits {
	var l limits
	if c.Rate > 0 {
		l.rate = rate.NewLimiter(rate.Limit(c.Rate), max(c.Burst, 1))
	}
	if c.Concurrency > 0 {
		l.slots = make(chan struct{}, c.Concurrency)
	}
	return l
}

// enter waits for a place and returns how to give it back, once.
func (l limits) enter(ctx context.Context) (leave func(), err error) {
	if l.slots == nil {
		return func() {}, nil
	}
	select {
	case l.slots <- struct{}{}:
		return sync.OnceFunc(func() { <-l.slots }), nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// turn waits until the next attempt may be made.
func (l limits) turn(ctx context.Context) error {
	if l.rate == nil {
		return nil
	}
	if err := l.rate.Wait(ctx); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return context.DeadlineExceeded // its turn would come after the deadline
	}
	return nil
}
