package activities

import (
	"cmp"
	"context"

	"go.temporal.io/sdk/activity"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// RunBatch runs calls, several at a time. What was sent is in its heartbeats, so that
// another attempt goes on where this one stands: what is done is not done again, work
// that was started is waited for, and of what was sent without an answer the result says
// that nobody knows.
func (a *Activities) RunBatch(ctx context.Context, b contract.Batch) (*contract.Tally, error) {
	info := activity.GetInfo(ctx)
	t := &batchAttempt{Activities: a, info: info, batch: b}
	t.about.Connection = cmp.Or(b.Connection, a.Connection)
	if info.IsLocalActivity {
		return nil, a.failed(localRefused("a batch keeps account of its calls"), t.about, false)
	}
	left, err := recall[contract.BatchProgress](ctx)
	if err != nil {
		return nil, a.failed(unreadable(err), t.about, true)
	}
	ctx, beats, end := a.beat(withCaller(ctx), left)
	defer end()
	if t.calls, err = a.callsOf(ctx, b); err != nil {
		return nil, a.ended(ctx, err, t.about)
	}
	if t.journal, err = newBatchJournal(len(t.calls), left); err != nil {
		return nil, a.failed(unreadable(err), t.about, true)
	}
	if err := t.recallKept(ctx, left.Kept); err != nil {
		return nil, a.ended(ctx, err, t.about)
	}
	t.journal.reads, t.journal.write = a.readers(t.calls), beats.Write
	beats.Tell(t.journal)
	t.results = lines[contract.BatchResult]{ctx: context.WithoutCancel(ctx), store: a.Objects, owner: keyOf(info, "results"), limit: a.MaxPayload}
	if b.Answer == contract.AnswerObject {
		t.results.limit = 0
	}
	ctx, stop := untilStop(ctx)
	defer stop()
	t.journal.over = func() error { return context.Cause(ctx) }
	t.run(ctx)
	return t.end(ctx)
}

// batchAttempt is one attempt of a batch.
type batchAttempt struct {
	*Activities
	info    activity.Info
	batch   contract.Batch
	about   connector.Call // what an error of the whole batch is about
	calls   []contract.BatchCall
	journal *batchJournal

	tally   contract.Tally
	results lines[contract.BatchResult]
	kept    map[string]contract.BatchResult // of an earlier attempt
	slim    []contract.BatchResult          // the same as results, with the least that must be told
	unkept  error                           // why there is no more than that
	going   bool                            // work goes on that was not seen to its end
}
