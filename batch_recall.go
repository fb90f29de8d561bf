package connector

import "fmt"

// begin asks the journal for a call before it is started, in the order of the calls:
// of two with the same id the first is the one that runs.
func (b *batchRun) begin(call *BatchCall) JournalRecord {
	if b.Journal == nil || call.Err != nil {
		return JournalRecord{}
	}
	if call.ID == "" {
		call.Err = errNoID
		return JournalRecord{}
	}
	known, err := b.Journal.Begin(call.ID)
	if err != nil {
		call.Err = err
	}
	return known
}

// recall decides by what is known of a call: whether it is over, whether its work is
// waited for, and with which token it goes out again.
func (b *batchRun) recall(e *entry, call BatchCall, known JournalRecord, r *BatchResult) (over bool) {
	if e.record.Call, r.Err = b.printOf(call); r.Err != nil {
		b.refuse(b.ctx, call.Call, "", r.Err)
		return true
	}
	if known.State == "" || known.State == JournalAgain {
		return false
	}
	if known.Call != e.record.Call {
		r.Err = fmt.Errorf("%w: %q is %s there; give the changed call another id", ErrOtherCall, call.ID, known.State)
		return true
	}
	e.record.State = known.State
	e.doubt = known.State == JournalStarted || known.State == JournalUnknown
	switch {
	case known.State == JournalDone:
		r.Outcome, r.Status, r.Skipped = BatchDone, known.Status, true
	case known.State == JournalFailed && b.RetryFailed:
	case known.State == JournalFailed:
		r.earlier(BatchFailed, known)
	case known.Handle != nil:
		e.record.Key, e.record.Handle = known.Key, known.Handle
		var h Handle
		if h, r.Err = ParseHandle(known.Handle); r.Err != nil {
			r.Outcome = BatchUnknown // the work may go on
			return true
		}
		e.handle = &h
	case known.Key != "":
		e.record.Key = known.Key
	case !b.RetryUnknown:
		r.earlier(BatchUnknown, known)
	}
	return r.Skipped
}

// earlier is the result of a call that is not sent again.
func (r *BatchResult) earlier(outcome string, known JournalRecord) {
	r.Outcome, r.Status, r.Skipped = outcome, known.Status, true
	r.Err = &EarlierError{Action: r.Call.Action, Record: known}
}

// printOf tells a call of the journal from another one under the same id.
func (b *batchRun) printOf(call BatchCall) (string, error) {
	a, conn, err := b.find(call.Call)
	if err != nil {
		return "", err
	}
	params, err := normalParams(a, call.Call.Params)
	if err != nil {
		return "", err
	}
	return b.fingerprint(a, conn, params, call.Wait, call.All)
}
