package activities

import (
	"context"
	"errors"
	"iter"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// run runs the calls. When ctx ends no further one is started, and what is being sent is
// finished; then those that wait are let go.
func (t *batchAttempt) run(ctx context.Context) {
	within, release, end := guarded(ctx)
	defer end()
	under := newUnderWay()
	t.journal.moved = func(r connector.JournalRecord) {
		if r.Handle != nil { // from now on there is a handle to go on with
			under.done(r.ID)
		}
	}
	defer context.AfterFunc(ctx, func() { under.close(release) })()
	for r := range t.Connector.RunBatch(within, t.feed(within, under), connector.BatchOptions{
		Concurrency: min(t.batch.Concurrency, len(t.calls)), StopOnError: t.batch.StopOnError, RetryUnknown: t.batch.RetryUnknown,
		Journal: t.journal, Wait: connector.WaitOptions{FromStart: true},
	}) {
		under.done(r.ID)
		if !t.journal.heldBack(r.ID) {
			t.take(ctx, r)
		}
	}
}

// feed gives the calls, until there is to be no more.
func (t *batchAttempt) feed(ctx context.Context, under *underWay) iter.Seq[connector.BatchCall] {
	return func(yield func(connector.BatchCall) bool) {
		for _, c := range t.wanted() {
			if !under.begin(c.ID) {
				return
			}
			call, err := t.callOf(ctx, c.Call, keyOf(t.info, c.ID))
			if !yield(connector.BatchCall{ID: c.ID, Call: call, Wait: c.Wait, All: c.All, Err: err}) {
				under.done(c.ID) // it may not have been started
				return
			}
		}
	}
}

// take counts a result and keeps it.
func (t *batchAttempt) take(ctx context.Context, r connector.BatchResult) {
	switch r.Outcome {
	case connector.BatchDone:
		t.tally.Done++
	case connector.BatchUnknown:
		t.tally.Unknown++
	default:
		t.tally.Failed++
	}
	out := t.resultOf(r)
	if known, ok := t.kept[r.ID]; ok && r.Skipped && known.Outcome == r.Outcome {
		out = known
		out.Skipped = true
	}
	var stopped *connector.WaitError
	if ctx.Err() != nil && errors.As(r.Err, &stopped) && stopped.Err != nil && stopped.Handle.Poll != nil {
		t.going = true
		if isCancel(context.Cause(ctx)) {
			w := &wait{attempt: &attempt{Activities: t.Activities, info: t.info, call: r.Call}}
			out.Aborted = w.abort(ctx, stopped).Aborted
		}
	}
	t.journal.end()
	t.slim = append(t.slim, slimmed(out))
	if t.unkept == nil {
		t.unkept = t.results.add(out)
	}
}

// slimmed is the least that must be told of a result.
func slimmed(r contract.BatchResult) contract.BatchResult {
	r.Data, r.Encoding = nil, ""
	if e := r.Error; e != nil {
		r.Error = &connector.ErrorObject{
			Code: e.Code, Category: e.Category, Message: short(e.Message), Status: e.Status, RequestID: e.RequestID,
			Retryable: e.Retryable, InDoubt: e.InDoubt, Handle: e.Handle,
		}
	}
	return r
}
