package main

import (
	"context"
	"sync/atomic"
	"time"

	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/worker"

	"github.com/actionctl/connector/temporal/internal/fleet"
)

// leash ends the activities of a worker that stops, when their time is over. The SDK would
// end the context that it reports their results with too, and tell Temporal of that instead.
type leash struct {
	interceptor.WorkerInterceptorBase
	calls  context.Context // ends when calls are to be cut off
	cut    context.CancelCauseFunc
	cutOff *atomic.Int64 // how many were
}

// newLeash makes one; an end of ctx does not pull it.
func newLeash(ctx context.Context, cutOff *atomic.Int64) *leash {
	l := &leash{cutOff: cutOff}
	l.calls, l.cut = context.WithCancelCause(context.WithoutCancel(ctx))
	return l
}

func (l *leash) InterceptActivity(_ context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
	i := &leashed{leash: l}
	i.Next = next
	return i
}

type leashed struct {
	interceptor.ActivityInboundInterceptorBase
	*leash
}

// ExecuteActivity runs one attempt.
func (l *leashed) ExecuteActivity(ctx context.Context, in *interceptor.ExecuteActivityInput) (any, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	forget := context.AfterFunc(l.calls, func() {
		l.cutOff.Add(1)
		cancel(context.Cause(l.calls))
	})
	defer forget()
	return l.Next.ExecuteActivity(ctx, in)
}

// bounded is a worker whose activities may go on for so long when it stops.
type bounded struct {
	fleet.Worker
	*leash
	drain time.Duration
}

// Stop takes no more work and waits for what runs.
func (b *bounded) Stop() {
	timer := time.AfterFunc(b.drain, func() { b.cut(worker.ErrWorkerShutdown) })
	defer timer.Stop()
	b.Worker.Stop()
}
