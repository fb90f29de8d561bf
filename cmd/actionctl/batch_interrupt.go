package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// batchGrace is how long running calls may take to end after an interrupt: ending them
// at once would leave writes of which nobody knows whether they were done.
const batchGrace = 10 * time.Second

var errBatchInterrupted = errors.New("interrupted")

// endWithin ends the calls of an interrupted batch after a while, or at once when there
// is another interrupt: they then say how far they came. A third ends the program.
func (a *app) endWithin(work context.Context, cancel context.CancelCauseFunc) {
	again, release := a.interrupts()
	defer release()
	if a.grace > 0 {
		fmt.Fprintf(a.Err, "actionctl: interrupted; the running calls have %s to end, a second interrupt ends them now\n", a.grace)
	}
	timer := time.NewTimer(a.grace)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-again:
	case <-work.Done():
		return
	}
	cancel(fmt.Errorf("%w: %w", context.Canceled, errBatchInterrupted))
}

// nextInterrupts are the interrupts from now on, until they are released.
func nextInterrupts() (interrupts <-chan os.Signal, release func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	return c, func() { signal.Stop(c) }
}
