package activities

import (
	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// wanted are the calls that this attempt may come to: all, unless a call that did not get
// done in an earlier attempt is one to stop at. Then they are those up to the last that an
// earlier attempt had begun.
func (t *batchAttempt) wanted() []contract.BatchCall {
	if !t.batch.StopOnError {
		return t.calls
	}
	begun, stopped := 0, false
	for i, c := range t.calls {
		if known, there := t.journal.known[c.ID]; there {
			begun = i + 1
			stopped = stopped || t.isLost(known)
		}
	}
	if stopped {
		return t.calls[:begun]
	}
	return t.calls
}

// isLost reports whether the journal has a call for one that failed or that nobody knows
// the end of, so that it is not sent again.
func (t *batchAttempt) isLost(r connector.JournalRecord) bool {
	switch r.State {
	case connector.JournalFailed:
		return true
	case connector.JournalStarted, connector.JournalUnknown:
		return r.Handle == nil && r.Key == "" && !t.batch.RetryUnknown
	case connector.JournalDone, connector.JournalAgain:
	}
	return false
}
