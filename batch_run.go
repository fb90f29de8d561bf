package connector

import (
	"context"
	"errors"
	"iter"
	"sync"
)

// defaultConcurrency is how many calls of a batch run at a time. ahead is how many
// times as many may have been started whose results were not taken: in order, one slow
// call holds back the results of those behind it.
const (
	defaultConcurrency = 8
	ahead              = 2
	aheadInOrder       = 8
)

// batchRun is one batch on its way. One goroutine feeds it, one goroutine a call runs
// it, the caller's takes the results.
type batchRun struct {
	*Connector
	BatchOptions
	ctx    context.Context
	cancel context.CancelCauseFunc

	started chan struct{}         // a place for each call whose result was not taken
	turns   chan struct{}         // a place for each call that runs
	queue   chan chan BatchResult // in the order in which results are handed out
	running sync.WaitGroup
	halted  chan struct{}
	halt    func() // start no further call
	caught  caught
}

var errBatchLeft = errors.New("nobody takes the results of the batch any more")

func newBatchRun(ctx context.Context, c *Connector, o BatchOptions) *batchRun {
	if o.Concurrency <= 0 {
		o.Concurrency = defaultConcurrency
	}
	window := ahead * o.Concurrency
	if o.Ordered {
		window = aheadInOrder * o.Concurrency
	}
	b := &batchRun{
		Connector: c, BatchOptions: o,
		started: make(chan struct{}, window), turns: make(chan struct{}, o.Concurrency),
		queue: make(chan chan BatchResult, window), halted: make(chan struct{}),
	}
	b.ctx, b.cancel = context.WithCancelCause(ctx)
	b.halt = sync.OnceFunc(func() { close(b.halted) })
	b.caught.then = b.halt
	return b
}

// feed starts the calls, each when there is room for it.
func (b *batchRun) feed(calls iter.Seq[BatchCall]) {
	defer close(b.queue)
	defer b.running.Wait()
	b.caught.guard(func() {
		if calls == nil || !b.room() {
			return
		}
		for call := range calls {
			if b.over() {
				return
			}
			b.start(call)
			if !b.room() {
				return
			}
		}
	})
}

// room waits until one more call may be started; false when none may.
func (b *batchRun) room() bool {
	for _, places := range []chan struct{}{b.started, b.turns} {
		select {
		case places <- struct{}{}:
		case <-b.halted:
			return false
		case <-b.ctx.Done():
			return false
		}
	}
	return !b.over()
}

func (b *batchRun) over() bool {
	select {
	case <-b.halted:
		return true
	default:
		return b.ctx.Err() != nil
	}
}

func (b *batchRun) start(call BatchCall) {
	known := b.begin(&call)
	slot := make(chan BatchResult, 1)
	if b.Ordered {
		b.queue <- slot
	}
	b.running.Go(func() {
		defer func() {
			close(slot)
			<-b.turns
			if !b.Ordered {
				b.queue <- slot
			}
		}()
		b.caught.guard(func() {
			r := b.one(call, known)
			if r.Err != nil && b.StopOnError && !r.Skipped {
				b.halt()
			}
			slot <- r
		})
	})
}

// hand gives the results to the loop. However that ends, by a panic too, no goroutine
// outlives it.
func (b *batchRun) hand(yield func(BatchResult) bool) {
	defer func() {
		b.halt()
		b.cancel(errBatchLeft)
		for range b.queue { //nolint:revive // until the last call has ended
		}
	}()
	for slot := range b.queue {
		r, ended := <-slot
		<-b.started
		if ended && !yield(r) {
			return
		}
	}
}
