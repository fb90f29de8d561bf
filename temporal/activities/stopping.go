package activities

import (
	"context"
	"errors"

	"go.temporal.io/sdk/activity"
)

// errStopping is why an attempt gives its work back.
var errStopping = errors.New("the worker is stopping")

// untilStop is a context that also ends when the worker begins to stop: for what another
// attempt can go on with at once.
func untilStop(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	stopping := activity.GetWorkerStopChannel(ctx)
	done := make(chan struct{})
	go func() {
		select {
		case <-stopping:
			cancel(errStopping)
		case <-done:
		}
	}()
	return ctx, func() {
		close(done)
		cancel(nil)
	}
}
