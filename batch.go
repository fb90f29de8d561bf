package connector

import (
	"context"
	"iter"
)

// BatchCall is one call of a batch.
type BatchCall struct {
	ID   string // names the call in results and in the journal
	Line int    // where it stands in its file; 0 when it comes from elsewhere
	Call Call
	Wait bool  // follow the work to its end
	All  bool  // read all pages; the list is then held in memory
	Err  error // what makes it no call; it is answered with this and not run
	// NumericID says that the ID was written as a number.
	NumericID bool
}

// BatchOptions say how to run a batch. The zero value works.
type BatchOptions struct {
	Concurrency int  // calls at a time; 0 or less means 8
	Ordered     bool // results come in the order of the calls
	StopOnError bool // no further call is started after one failed; those running end
	// Wait says how calls with Wait wait. Its OnProgress is called from many
	// goroutines.
	Wait WaitOptions
	// Journal remembers what was done; nil means nothing does. Calls then need an ID,
	// and each only once.
	Journal Journal
	// RetryUnknown repeats calls of earlier runs of which nobody knows whether the
	// service acted, and those whose work can no longer be followed; it may then act
	// twice.
	RetryUnknown bool
	// RetryFailed repeats calls of earlier runs that the service carried out and
	// whose work ended in failure.
	RetryFailed bool
}

// How a call of a batch ended, in one word.
const (
	BatchDone    = "done"
	BatchFailed  = "failed"  // it did not succeed, and may be repeated
	BatchUnknown = "unknown" // the service may have acted, or the work goes on: a repeat might do it twice
)

// BatchResult is the end of one call of a batch.
type BatchResult struct {
	BatchCall
	Outcome  string    // BatchDone, BatchFailed or BatchUnknown
	Status   int       // of the service's last answer; 0 where there is none, or none is known
	Data     any       // as Result.Data gives it; the bytes of a stream; the items of a list; what a wait left
	Err      error     // of the call; nil when it is done
	Attempts []Attempt // of a plain call, as far as they are known
	// Skipped says that the call was not run now: the journal knows its end from an
	// earlier run, but not its data.
	Skipped bool
}

// RunBatch runs calls, several at a time, over the connections' own clients: their
// limits hold for all calls together. Nothing is read or sent before the sequence is
// ranged over, and each range runs the batch anew.
//
// Memory is constant: a call is taken from calls when it can be started, and calls are
// started only as fast as results are taken; with Ordered some later ones run ahead of
// a slow one, a bounded number. calls is read in a goroutine of its own, and whatever
// way the batch ends, RunBatch first waits until calls has given the call it is asked
// for and all goroutines have ended.
//
// What has no result was not started: when ctx ends or StopOnError applies, no further
// call is started and the rest of calls is not read. When ctx ends, so do the running
// calls, with results that say so. Leaving the loop cancels the running calls. A panic
// in calls, in a Middleware or in the Journal starts no further call; it is passed on
// when those that run have ended and their results were taken.
//
// With All, each item stays in memory until the result is taken; streams are read up
// to 64 MiB.
func (c *Connector) RunBatch(ctx context.Context, calls iter.Seq[BatchCall], o BatchOptions) iter.Seq[BatchResult] {
	return func(yield func(BatchResult) bool) {
		b := newBatchRun(ctx, c, o)
		go b.feed(calls)
		b.hand(yield)
		b.caught.passOn()
	}
}
