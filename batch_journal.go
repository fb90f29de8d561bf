package connector

import "encoding/json"

// Journal remembers what a batch has sent and what came of it, so that a batch that
// was broken off can run again without doing anything twice. Package batch has one in
// a file.
//
// Before a call goes out that is not safe to repeat, that is written; when it has
// ended, its end is written before the result is handed out. Records hold no
// parameters and no secrets.
type Journal interface {
	// Begin returns the last record of an id, the zero record where there is none.
	// An id can be begun once: then the error is ErrDuplicateID. One goroutine calls
	// it.
	Begin(id string) (JournalRecord, error)
	// Write keeps a record. Once it has returned nil the record outlives the process
	// and the machine. Many goroutines call it. After an error no further call is
	// started.
	Write(r JournalRecord) error
}

// JournalRecord is what is known of a call.
type JournalRecord struct {
	ID    string       `json:"id"`
	Call  string       `json:"call"` // fingerprint: the same call has the same, and nothing can be read from it
	State JournalState `json:"state"`
	// Key is the idempotency token that goes with the call.
	Key string `json:"key,omitempty"`
	// Handle is a Handle in JSON: the work was started and can be waited for.
	Handle json.RawMessage `json:"handle,omitempty"`
	// Status and Code are those of the service's answer.
	Status int    `json:"status,omitempty"`
	Code   string `json:"code,omitempty"`
}

// JournalState says how far a call came.
type JournalState string

// The states of a call in the journal.
const (
	JournalStarted JournalState = "started" // it went out, or was about to; or its work goes on
	JournalDone    JournalState = "done"
	JournalFailed  JournalState = "failed"  // the service carried it out and its work failed
	JournalUnknown JournalState = "unknown" // it went out and no answer tells what it did
	JournalAgain   JournalState = "again"   // it did nothing, or nothing that a repeat would do twice
)
