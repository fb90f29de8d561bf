package batch

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	connector "github.com/actionctl/connector"
)

// Journal is the journal of a batch in a file. It holds about 100 bytes in memory for
// each id.
type Journal struct {
	name string
	log  *log
	ids  map[[16]byte]place
}

// usualRecord is more than most records take.
const usualRecord = 512

// place is where the last record of an id begins in the file; 0 when there is none.
type place struct {
	at    int64
	begun bool
}

var _ connector.Journal = (*Journal)(nil)

func hashOf(id string) [16]byte {
	sum := sha256.Sum256([]byte(id))
	return [16]byte(sum[:])
}

// Begin returns the last record of an id, which is text in UTF-8. See connector.Journal.
func (j *Journal) Begin(id string) (connector.JournalRecord, error) {
	var r connector.JournalRecord
	if !utf8.ValidString(id) { // JSON would make it another id
		return r, fmt.Errorf("the id %q is not UTF-8, which a journal needs", id)
	}
	key := hashOf(id)
	p := j.ids[key]
	if p.begun {
		return r, fmt.Errorf("%w: %q", connector.ErrDuplicateID, id)
	}
	j.ids[key] = place{p.at, true}
	if p.at == 0 {
		return r, nil
	}
	line, err := bufio.NewReaderSize(io.NewSectionReader(j.log.file, p.at, 1<<40), usualRecord).ReadBytes('\n')
	if err == nil {
		_, line, err = unframe(line[:len(line)-1])
	}
	if err == nil {
		err = json.Unmarshal(line, &r)
	}
	if err == nil && r.ID != id {
		err = errDamaged
	}
	if err != nil {
		err = fmt.Errorf("journal %s: what it knows of %q cannot be read: %w", j.name, id, bare(err))
	}
	return r, err
}

// Write keeps a record; it is on the disk when Write returns. It is safe for
// concurrent use.
func (j *Journal) Write(r connector.JournalRecord) error {
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("journal %s: %w", j.name, err)
	}
	return j.log.append(text)
}

// Len is how many ids the file knew when it was opened, and those begun since.
func (j *Journal) Len() int { return len(j.ids) }

// Close ends the journal and lets others have the file. The error is that of the first
// record that could not be written, if there is one.
func (j *Journal) Close() error {
	var err error
	j.log.group.Alone(func() {
		if err = j.log.err; err == nil {
			j.log.err = fmt.Errorf("journal %s: %w", j.name, errClosed)
		}
		if closed := j.log.file.Close(); err == nil && closed != nil {
			err = fmt.Errorf("journal %s: %w", j.name, bare(closed))
		}
	})
	if errors.Is(err, errClosed) {
		return nil
	}
	return err
}
