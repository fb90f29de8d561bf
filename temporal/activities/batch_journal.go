package activities

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// largestJournal bounds the details of a heartbeat, which Temporal keeps at a limit.
const largestJournal = 512 << 10

// roomForEnds is what marks leave free: what was sent must have room for its end.
const roomForEnds = 64 << 10

var errJournalFull = errors.New("the journal of the batch is full")

// batchJournal is a journal in the heartbeats of an activity. Each one has all of it, so
// that those who write at the same time share one.
type batchJournal struct {
	write func(details any) error // until Temporal has them
	over  func() error            // why nothing more is to be sent; nil when something is
	reads map[string]bool         // calls that only read: they run again for their answer

	mu      sync.Mutex
	of      int
	ended   int
	records []json.RawMessage
	at      map[string]int // where the record of an id is
	known   map[string]connector.JournalRecord
	begun   map[string]bool
	size    int
	kept    *contract.Object
	moved   func(connector.JournalRecord) // told of each record
	held    map[string]bool               // calls that were kept back because there is to be no further one
	err     error                         // the first of a write
}

func newBatchJournal(of int, left contract.BatchProgress) (*batchJournal, error) {
	j := &batchJournal{
		of: of, at: map[string]int{}, known: map[string]connector.JournalRecord{}, begun: map[string]bool{},
		kept: left.Kept, moved: func(connector.JournalRecord) {}, over: func() error { return nil }, held: map[string]bool{},
	}
	for _, r := range left.Journal {
		j.known[r.ID] = r
		if _, err := j.put(r); err != nil {
			return nil, err
		}
	}
	return j, nil
}

// Begin is that of connector.Journal.
func (j *batchJournal) Begin(id string) (connector.JournalRecord, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.begun[id] {
		return connector.JournalRecord{}, fmt.Errorf("%w: %q", connector.ErrDuplicateID, id)
	}
	j.begun[id] = true
	return j.known[id], nil
}

// Write is that of connector.Journal.
func (j *batchJournal) Write(r connector.JournalRecord) error {
	j.moved(r)
	if j.reads[r.ID] {
		return nil
	}
	j.mu.Lock()
	before, err := j.put(r)
	j.mu.Unlock()
	if err == nil {
		err = j.write(j) // what it says is said when it goes out, and r is in it by then
	}
	begins := r.State == connector.JournalStarted && r.Handle == nil
	var over error
	if err == nil && begins {
		over = j.over()
	}
	if err == nil && over == nil {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if before != nil && begins {
		j.takeBack(r.ID, before) // nothing is sent after an error
	}
	j.held[r.ID] = over != nil
	j.err = cmp.Or(j.err, err)
	return cmp.Or(err, over)
}

// takeBack has what was known of an id before take its place again.
func (j *batchJournal) takeBack(id string, before json.RawMessage) {
	at := j.at[id]
	j.size += len(before) - len(j.records[at])
	j.records[at] = before
}

// put has a record take the place of the last one of its id, which it returns. Of an id
// that nothing was known of that is a record that says so.
func (j *batchJournal) put(r connector.JournalRecord) (before json.RawMessage, err error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	at, there := j.at[r.ID]
	size := j.size + len(text) + 1
	if there {
		size -= len(j.records[at]) + 1
	}
	limit := largestJournal
	if r.State == connector.JournalStarted && r.Handle == nil {
		limit -= roomForEnds
	}
	if size > limit {
		return nil, fmt.Errorf("%w: %d bytes are the limit", errJournalFull, limit)
	}
	j.size = size
	if there {
		before, j.records[at] = j.records[at], text
		return before, nil
	}
	j.at[r.ID] = len(j.records)
	j.records = append(j.records, text)
	return json.Marshal(connector.JournalRecord{ID: r.ID, Call: r.Call, State: connector.JournalAgain})
}

// keep says where the results are.
func (j *batchJournal) keep(o *contract.Object) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.kept = o
}

// heldBack reports whether a call was begun and then kept back, as if it had not been begun.
func (j *batchJournal) heldBack(id string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.held[id]
}

// end counts a call that has ended.
func (j *batchJournal) end() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ended++
}

// failure is why the journal could not be written; nil when it was.
func (j *batchJournal) failure() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.err
}

// MarshalJSON is a contract.BatchProgress.
func (j *batchJournal) MarshalJSON() ([]byte, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return json.Marshal(struct {
		Of      int               `json:"of"`
		Ended   int               `json:"ended"`
		Journal []json.RawMessage `json:"journal,omitempty"`
		Kept    *contract.Object  `json:"kept,omitempty"`
	}{j.of, j.ended, j.records, j.kept})
}
