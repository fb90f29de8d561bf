// Package wallclock is real time, for packages that take time from an interface so
// that tests can turn it by hand.
package wallclock

import (
	"context"
	"time"
)

// Clock tells the real time. The zero value works.
type Clock struct{}

// Now is the time.
func (Clock) Now() time.Time { return time.Now() }

// Sleep returns after d, or with the context's cause when that ends first.
func (Clock) Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
