package connector

import (
	"context"
	"crypto/rand"
	"errors"
	"iter"
)

// one runs one call to its end. Work of an earlier run that can no longer be followed
// may be started anew where somebody asked for that.
func (b *batchRun) one(call BatchCall, known JournalRecord) BatchResult {
	r := b.try(call, known)
	if b.RetryUnknown && known.Handle != nil && r.Outcome == BatchUnknown &&
		(errors.Is(r.Err, ErrNotFound) || errors.Is(r.Err, ErrHandle)) {
		r = b.try(call, JournalRecord{})
	}
	return r
}

// try runs one call as far as what is known of it from an earlier run allows.
func (b *batchRun) try(call BatchCall, known JournalRecord) BatchResult {
	r := BatchResult{BatchCall: call, Outcome: BatchFailed}
	if call.Err != nil {
		r.Err = &badCall{call.Err}
		return r
	}
	e := &entry{Journal: b.Journal, halt: b.halt, record: JournalRecord{ID: call.ID}}
	if b.Journal != nil && b.recall(e, call, known, &r) {
		return r
	}
	if e.record.Key == "" {
		e.record.Key = b.newKey(call.Call)
	}
	if e.record.Key != "" {
		call.Call.IdempotencyKey = e.record.Key
	}
	l := &ledger{
		action: call.Call.Action, minted: e.record.Key != "", acted: e.handle != nil, doubt: e.doubt, before: e.sending,
	}
	b.execute(withLedger(b.ctx, l), call, e, &r)
	r.judge(l, e.handle != nil)
	e.end(&r, l)
	return r
}

// newKey is an idempotency token for a call whose caller gave none; "" where the action
// takes none. The batch makes it, not Do, so that the journal has it first.
func (b *batchRun) newKey(call Call) string {
	a, err := b.registry.Action(call.Action)
	if err != nil || call.IdempotencyKey != "" || a.Idempotency == nil || a.Idempotency.Token == "" {
		return ""
	}
	return rand.Text()
}

// execute does what the call asks for.
func (b *batchRun) execute(ctx context.Context, call BatchCall, e *entry, r *BatchResult) {
	switch {
	case call.Wait:
		b.wait(ctx, call, e, r)
	case call.All:
		list := b.List(call.Call)
		r.Data, r.Err = gather(list.Items(ctx))
		if items, ok := r.Data.([]any); ok && list.walk.Merges() && len(items) == 1 { // one object was split over the pages
			r.Data = items[0]
		}
	default:
		res, err := b.Do(ctx, call.Call)
		o := OutcomeOf(res, err)
		r.Status, r.Attempts, r.Err = o.Status, o.Attempts, err
		if err == nil {
			r.Data, r.Err = b.dataOf(call.Call, res)
		}
	}
}

// wait runs the call and follows its work, or follows the work that an earlier run
// started.
func (b *batchRun) wait(ctx context.Context, call BatchCall, e *entry, r *BatchResult) {
	o := b.BatchOptions.Wait
	tell := o.OnProgress
	o.OnProgress = func(p Progress) {
		e.working(p.Handle)
		if tell != nil {
			tell(p)
		}
	}
	var f *Finished
	if e.handle != nil {
		f, r.Err = b.WaitFor(ctx, *e.handle, o)
	} else {
		f, r.Err = b.Connector.Wait(ctx, call.Call, o)
	}
	switch {
	case r.Err != nil:
	case call.All:
		r.Data, r.Err = gather(f.Items(ctx))
	default:
		r.Data = f.Resource
	}
}

// gather holds a list in memory.
func gather(items iter.Seq2[any, error]) (any, error) {
	all := []any{}
	for item, err := range items {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// judge says in one word how the call ended. going is whether its work went on before.
func (r *BatchResult) judge(l *ledger, going bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Status == 0 {
		r.Status = l.status
	}
	var waiting *WaitError
	switch {
	case r.Err == nil:
		r.Outcome = BatchDone
	case errors.Is(r.Err, ErrFailed):
	case going, l.acted && errors.As(r.Err, &waiting): // the work goes on
		r.Outcome = BatchUnknown
	case l.inDoubt():
		r.Outcome, r.Err = BatchUnknown, &unknownOutcome{r.Err}
	}
}
