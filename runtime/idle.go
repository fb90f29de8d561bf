package runtime

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/actionctl/connector/connection"
)

// defaultIdle is how long a service may be silent, unless the connection says
// otherwise. It bounds silence, not the whole: a transfer that moves may take hours.
const defaultIdle = connection.UsualInactivity

// idleError is the cause of an attempt in which nothing moved for so long.
type idleError time.Duration

func (e idleError) Error() string {
	return fmt.Sprintf("no byte moved for %gs", time.Duration(e).Seconds())
}

// Is makes errors.Is(err, context.DeadlineExceeded) true.
func (e idleError) Is(target error) bool { return target == context.DeadlineExceeded }

// Timeout makes it a net.Error's timeout for those who ask that way.
func (e idleError) Timeout() bool { return true }

// idleTimer is what is wanted of a *time.Timer made by time.AfterFunc.
type idleTimer interface {
	Reset(d time.Duration) bool
	Stop() bool
}

// idleClock starts timers.
type idleClock func(d time.Duration, f func()) idleTimer

func realClock(d time.Duration, f func()) idleTimer { return time.AfterFunc(d, f) }

// idleWatch ends an attempt when the service is silent for too long. Its time runs
// only while it is the service's turn: not while the caller's own reader is being
// asked for more to send, nor while a received answer waits to be read. A slow
// producer or consumer on this side is no reason to break a call off.
type idleWatch struct {
	limit  time.Duration
	cancel context.CancelCauseFunc

	mu      sync.Mutex
	timer   idleTimer // nil: no limit
	running bool
	answer  io.ReadCloser // nil: it has not begun
	stopped bool
	fired   error
}

// begin starts to wait for the service. d is the longest silence: 0 means 60 seconds,
// less than 0 no limit. A nil clock is the real one.
func (w *idleWatch) begin(cancel context.CancelCauseFunc, d time.Duration, clock idleClock) {
	if d == 0 {
		d = defaultIdle
	}
	if clock == nil {
		clock = realClock
	}
	w.limit, w.cancel, w.running = d, cancel, true
	if d > 0 {
		w.mu.Lock() // the timer may fire before it is assigned
		defer w.mu.Unlock()
		w.timer = clock(d, w.expire)
	}
}

func (w *idleWatch) expire() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.running && !w.stopped { // else a byte came just as the timer fired
		w.fired = idleError(w.limit)
		w.cancel(w.fired)
	}
}

// wait gives the service the full time from now.
func (w *idleWatch) wait() { w.turn(true) }

// rest stops the time.
func (w *idleWatch) rest() { w.turn(false) }

func (w *idleWatch) turn(running bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.set(running)
}

func (w *idleWatch) set(running bool) {
	if w.timer == nil || w.stopped {
		return
	}
	w.running = running
	if running {
		w.timer.Reset(w.limit)
	} else {
		w.timer.Stop()
	}
}

// end stops the watch for good, and the attempt with it.
func (w *idleWatch) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.stopped {
		w.set(false)
		w.stopped = true
		w.cancel(nil)
	}
}

// cause is why a read failed: the watch's own reason when it ended the attempt.
func (w *idleWatch) cause(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fired != nil {
		return w.fired
	}
	return err
}
