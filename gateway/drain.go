package gateway

import (
	"context"
	"errors"
	"sync"
)

// errDraining ends waits and listings of a gateway that is about to end. Their work
// goes on, and so can whoever has their handle.
var errDraining = errors.New("this gateway is about to end; go on with the handle or the resume token at another")

// drain knows what runs, so that the gateway can end without cutting it.
type drain struct {
	mu      sync.Mutex
	begun   chan struct{} // closed when nothing new may begin
	empty   chan struct{} // closed when nothing runs any more
	running int
}

func newDrain() drain { return drain{begun: make(chan struct{}), empty: make(chan struct{})} }

// enter counts a request as running; false means that it came too late.
func (d *drain) enter() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hasBegun() {
		return false
	}
	d.running++
	return true
}

func (d *drain) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.running--; d.running == 0 && d.hasBegun() {
		close(d.empty)
	}
}

// count is how many requests run.
func (d *drain) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.running
}

func (d *drain) hasBegun() bool {
	select {
	case <-d.begun:
		return true
	default:
		return false
	}
}

func (d *drain) begin() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hasBegun() {
		return
	}
	close(d.begun)
	if d.running == 0 {
		close(d.empty)
	}
}

// Drain refuses requests from now on, tells waits and listings to end, and returns when
// all that runs has ended: nil, or the context's error with requests still running.
func (g *Gateway) Drain(ctx context.Context) error {
	g.drain.begin()
	select {
	case <-g.drain.empty:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// until derives a context that ends with cause errDraining when the draining begins.
func (d *drain) until(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-d.begun:
			cancel(errDraining)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}
