package batch

import (
	"errors"
	"fmt"
	"os"

	"github.com/actionctl/connector/internal/diskfile"
)

// ErrJournalInUse says that another batch has the journal open.
var ErrJournalInUse = errors.New("another batch is using it")

// OpenJournal opens the journal in a file and makes the file, for its owner only, when
// there is none. No other process can open it until Close. A file that is no journal,
// or one that was changed, is refused and left as it is.
func OpenJournal(name string) (*Journal, error) {
	j, err := openJournal(name)
	if err != nil {
		return nil, fmt.Errorf("journal %s: %w", name, bare(err))
	}
	return j, nil
}

func openJournal(name string) (*Journal, error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	f, err := diskfile.OpenLocked(name)
	if errors.Is(err, diskfile.ErrInUse) {
		err = ErrJournalInUse
	}
	if err != nil {
		return nil, err
	}
	j := &Journal{name: name, log: newLog(f), ids: map[[16]byte]place{}}
	err = j.load()
	if err == nil {
		err = j.log.untouched() // between opening and locking it another may have taken its name
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}
