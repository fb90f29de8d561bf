package connector

import (
	"context"
	"slices"
	"sync"
	"time"
)

// HandClock is time that stands still but for sleeping, which takes none, and Advance.
type HandClock struct {
	mu     sync.Mutex
	now    time.Time
	slept  []time.Duration
	alarms []alarm
}

type alarm struct {
	at   time.Time
	ring func()
}

// NewHandClock is a clock that shows a time of its own.
func NewHandClock() *HandClock {
	return &HandClock{now: time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)}
}

// SetClock makes c wait by a clock that a test turns.
func (c *Connector) SetClock(h *HandClock) { c.clock = h }

func (h *HandClock) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// Slept are the pauses so far.
func (h *HandClock) Slept() []time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.slept)
}

// Advance lets time pass and ends the contexts whose deadline that is.
func (h *HandClock) Advance(d time.Duration) {
	h.mu.Lock()
	h.now = h.now.Add(d)
	now, alarms := h.now, slices.Clone(h.alarms)
	h.mu.Unlock()
	for _, a := range alarms {
		if !a.at.After(now) {
			a.ring()
		}
	}
}

func (h *HandClock) Sleep(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	h.mu.Lock()
	h.slept = append(h.slept, d)
	h.mu.Unlock()
	h.Advance(d)
	return nil
}

func (h *HandClock) WithDeadline(ctx context.Context, at time.Time, cause error) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	h.mu.Lock()
	h.alarms = append(h.alarms, alarm{at, func() { cancel(cause) }})
	passed := !at.After(h.now)
	h.mu.Unlock()
	if passed {
		cancel(cause)
	}
	return ctx, func() { cancel(context.Canceled) }
}
