package connector

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
)

// entry writes the journal of one call. Without a Journal it does nothing.
type entry struct {
	Journal
	halt   func()
	handle *Handle // of work that an earlier run started
	doubt  bool    // an earlier run sent it and does not know what it did

	mu     sync.Mutex
	record JournalRecord // as it stands in the journal, or would
	err    error         // of a write
}

// sending writes that the call is about to go out, unless a repeat does no harm and
// needs nothing to be known of the first.
func (e *entry) sending(safe bool) error {
	if e.Journal == nil || safe && e.record.Key == "" {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.write(JournalStarted)
	if e.err != nil {
		return fmt.Errorf("not sent: %w", e.err)
	}
	return nil
}

// working writes, once, where the work of the call can be followed. Where it cannot,
// the call is one whose end is not known.
func (e *entry) working(h Handle) {
	if e.Journal == nil || e.record.Handle != nil || h.Action == "" {
		return
	}
	text, err := json.Marshal(h)
	if err != nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.record.Handle = text
	e.write(JournalStarted)
}

// end writes what came of the call. What cannot be written is an error of the result:
// the next run will not know of it.
func (e *entry) end(r *BatchResult, l *ledger) {
	if e.Journal == nil || l.err != nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if state := e.state(r, l); state != "" && e.err == nil {
		e.record = JournalRecord{ID: e.record.ID, Call: e.record.Call, Status: r.Status}
		if state == JournalFailed {
			e.record.Code = NewErrorObject(r.Err, r.Call).Code
		}
		e.write(state)
	}
	if e.err == nil {
		return
	}
	r.Outcome = BatchUnknown
	r.Err = errors.Join(fmt.Errorf("how the call ended could not be written down: %w", e.err), r.Err)
}

// state is what the journal is to say of a call that has ended; "" leaves what it says.
func (e *entry) state(r *BatchResult, l *ledger) JournalState {
	resumable := e.record.Key != "" || e.record.Handle != nil
	switch {
	case r.Outcome == BatchDone:
		return JournalDone
	case r.Outcome == BatchUnknown && resumable: // by the token or the handle
		return ""
	case r.Outcome == BatchUnknown:
		return JournalUnknown
	case l.acted && !l.safe:
		return JournalFailed
	case e.record.State == "" || e.record.State == JournalAgain:
		return ""
	}
	return JournalAgain
}

func (e *entry) write(state JournalState) {
	e.record.State = state
	if err := e.Write(e.record); err != nil {
		e.err = err
		e.halt()
	}
}
