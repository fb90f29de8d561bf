package activities

import (
	"context"
	"errors"
	"sync"

	"go.temporal.io/sdk/worker"

	"github.com/actionctl/connector/registry"
)

// guarded is a context in which what was begun is finished: until release is called it
// does not end with ctx, but with the time of the attempt and with the worker. A request
// that is cut off leaves in doubt what it did.
func guarded(ctx context.Context) (_ context.Context, release, end func()) {
	own, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	within, stop := own, func() {}
	if at, ok := ctx.Deadline(); ok {
		within, stop = context.WithDeadline(own, at)
	}
	released := make(chan struct{})
	forget := context.AfterFunc(ctx, func() {
		if !errors.Is(context.Cause(ctx), worker.ErrWorkerShutdown) {
			select {
			case <-released:
			case <-within.Done():
			}
		}
		cancel(context.Cause(ctx))
	})
	release = sync.OnceFunc(func() {
		if ctx.Err() != nil { // at once: nothing more is sent
			cancel(context.Cause(ctx))
		}
		close(released)
	})
	return within, release, func() {
		forget()
		stop()
		cancel(nil)
	}
}

// sending is the context in which an action is sent: what only reads ends with ctx.
func sending(ctx context.Context, a *registry.Action) (_ context.Context, release, end func()) {
	if a != nil && a.Safety == registry.Read {
		return ctx, func() {}, func() {}
	}
	return guarded(ctx)
}
