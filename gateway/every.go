package gateway

import (
	"context"
	"time"
)

// every calls more at each pause, until it wants no more or ctx ends.
func every(ctx context.Context, pause time.Duration, more func() bool) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !more() {
			return
		}
	}
}
