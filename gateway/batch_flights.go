package gateway

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	connector "github.com/actionctl/connector"
)

// flights are the calls of a batch that may be on their way to the service. When the
// client leaves or the gateway ends, the batch goes on until none is: what was sent gets
// its answer. Only then the waits and the reads behind it end too.
type flights struct {
	x      *exchange
	ctx    context.Context // of the batch
	cancel context.CancelCauseFunc
	asked  context.Context // ends with the client and with the gateway
	leave  func()
	stop   func()
	halts  bool // an error stops the batch

	mu      sync.Mutex
	flying  int
	leaving bool
	failed  bool
}

// flights puts what it has to learn of the waits into the options.
func (x *exchange) flights(o *connector.BatchOptions) *flights {
	asked, release := x.looping()
	asked, leave := context.WithCancelCause(asked)
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(asked))
	f := &flights{x: x, ctx: ctx, cancel: cancel, asked: asked, leave: func() { leave(errLeft) }, halts: o.StopOnError}
	unhook := context.AfterFunc(asked, func() {
		f.end()
		x.stopReading()
	})
	f.stop = func() {
		unhook()
		leave(nil)
		cancel(nil)
		release()
	}
	o.Wait.OnProgress = func(p connector.Progress) {
		if p.Polls == 0 { // the work was started; what follows only looks at it
			f.landed()
		}
	}
	return f
}

// calls makes each call one that is counted, until no more are to be started.
func (f *flights) calls(in iter.Seq[connector.BatchCall]) iter.Seq[connector.BatchCall] {
	return func(yield func(connector.BatchCall) bool) {
		for call := range in {
			if f.asked.Err() != nil {
				return
			}
			call.Call.Gates = append(slices.Clip(call.Call.Gates), &flight{of: f})
			if !yield(f.x.lineCall(call)) {
				return
			}
		}
	}
}

// flight is one call. It is the last gate of the call, so it learns when it is sent.
type flight struct {
	of   *flights
	once sync.Once
}

// Permit lets everything pass.
func (f *flight) Permit(string, string, string) error {
	f.once.Do(func() {
		f.of.mu.Lock()
		defer f.of.mu.Unlock()
		f.of.flying++
	})
	return nil
}

// flew tells whether a call was let pass by all other gates.
func (f *flight) flew() bool {
	flew := true
	f.once.Do(func() { flew = false })
	return flew
}

// ended counts the result of a call. One of work that was waited for landed before.
func (f *flights) ended(r connector.BatchResult) {
	if r.Err != nil {
		f.mu.Lock()
		f.failed = true
		f.mu.Unlock()
	}
	gates := r.Call.Gates
	if len(gates) == 0 {
		return
	}
	if one, ok := gates[len(gates)-1].(*flight); ok && one.flew() && (!r.Wait || !wasStarted(r.Err)) {
		f.landed()
	}
}

// wasStarted tells of the outcome of a wait that its work was started.
func wasStarted(err error) bool {
	var wait *connector.WaitError
	return err == nil || errors.As(err, &wait) && wait.Handle.Action != ""
}

func (f *flights) landed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.flying--
	f.endIfLanded()
}

// end is called when the client left or the gateway ends.
func (f *flights) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.leaving = true
	f.endIfLanded()
}

func (f *flights) endIfLanded() {
	if f.leaving && f.flying == 0 {
		f.cancel(asCancelled(context.Cause(f.asked)))
	}
}

// drained tells that the gateway's end stopped the batch.
func (f *flights) drained() bool { return errors.Is(context.Cause(f.asked), errDraining) }

// stoppedEarly tells that a failure stopped the batch.
func (f *flights) stoppedEarly() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.halts && f.failed
}
