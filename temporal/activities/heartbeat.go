package activities

import (
	"context"
	"sync"
	"time"

	"go.temporal.io/sdk/activity"
)

// heartbeats are those of one attempt. They go out one after another, each with the
// newest details and not through the SDK, which holds details back: so that nothing
// older is ever written over something newer, and Write can tell that it is written.
type heartbeats struct {
	record func(details any) error // one heartbeat, bounded in time
	ended  func(cause error)       // the attempt is cancelled, or over
	every  time.Duration

	wake chan struct{}
	stop chan struct{}
	done chan struct{}

	mu      sync.Mutex
	details any
	version int
	waiting []writing
}

// writing is a Write that waits for its heartbeat.
type writing struct {
	version int
	result  chan error
}

// beat begins the heartbeats of an attempt, with the details that an earlier one left. The
// context ends when Temporal says that the attempt is cancelled or over; its cause is what
// Temporal said. end ends the heartbeats; it is to be called.
func (a *Activities) beat(ctx context.Context, details any) (_ context.Context, h *heartbeats, end func()) {
	info := activity.GetInfo(ctx)
	ctx, cancel := context.WithCancelCause(ctx)
	rpc, stopRPC := context.WithCancel(context.WithoutCancel(ctx))
	h = &heartbeats{
		record: a.recorder(rpc, info), every: intervalOf(info), details: details,
		wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{}),
	}
	h.ended = func(cause error) {
		h.tellSDK(ctx, cause)
		cancel(cause)
	}
	if info.IsLocalActivity {
		close(h.done)
		return ctx, h, func() { stopRPC(); cancel(nil) }
	}
	go h.run()
	return ctx, h, func() {
		close(h.stop)
		stopRPC()
		<-h.done
		cancel(nil)
	}
}

// Tell has details go with the next heartbeat. They are not changed any more.
func (h *heartbeats) Tell(details any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.details = details
	h.version++
}

// Write returns when Temporal has the details, or newer ones, in writing. Writes that
// come together go together. An error says that it may not have them. Temporal may take
// them and say that the attempt is cancelled, paused or reset: the context has ended then.
func (h *heartbeats) Write(details any) error {
	h.mu.Lock()
	h.details = details
	h.version++
	w := writing{h.version, make(chan error, 1)}
	h.waiting = append(h.waiting, w)
	h.mu.Unlock()
	select {
	case h.wake <- struct{}{}:
	default:
	}
	select {
	case err := <-w.result:
		return err
	case <-h.done:
		return errNoHeartbeats
	}
}

func (h *heartbeats) run() {
	defer close(h.done)
	ticker := time.NewTicker(h.every)
	defer ticker.Stop()
	for {
		select {
		case <-h.stop:
			return
		case <-h.wake:
		case <-ticker.C:
		}
		h.send()
	}
}

// send is one heartbeat with what is newest.
func (h *heartbeats) send() {
	h.mu.Lock()
	details, version := h.details, h.version
	h.mu.Unlock()
	err := h.record(details)
	if isOver(err) {
		h.ended(err)
	}
	if isTaken(err) {
		err = nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	left := h.waiting[:0]
	for _, w := range h.waiting {
		if w.version > version {
			left = append(left, w)
			continue
		}
		w.result <- err
	}
	h.waiting = left
}
