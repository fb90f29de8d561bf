package batch

import (
	"errors"
	"fmt"
	"os"

	"github.com/actionctl/connector/internal/grouplog"
)

// log is a file that only grows. Writers that come while it is being flushed share the
// next flush.
type log struct {
	file  *os.File
	sync  func() error // file.Sync; tests count it and let it fail
	group *grouplog.Log

	// these belong to whom group lets write
	size int64
	err  error // the first; after it nothing is written
}

func newLog(f *os.File) *log {
	l := &log{file: f, sync: f.Sync}
	l.group = grouplog.New(func(lines []byte, _ bool) error { return l.write(lines) })
	return l
}

var errClosed = errors.New("it is closed")

// append adds a record and returns when it is on the disk.
func (l *log) append(record []byte) error {
	return l.group.Append(true, func(lines []byte) []byte {
		mark := byte(joins)
		if len(lines) == 0 {
			mark = begins
		}
		return append(lines, frame(mark, record)...)
	})
}

// write puts lines on the disk. After an error nobody knows what is there; at least
// what was never relied on is taken away, and nothing is added.
func (l *log) write(lines []byte) error {
	if l.err != nil {
		return l.err
	}
	if err := l.untouched(); err != nil {
		l.err = fmt.Errorf("journal %s: %w", l.file.Name(), bare(err))
		return l.err
	}
	_, err := l.file.WriteAt(lines, l.size)
	if err == nil {
		err = l.sync()
	}
	if err != nil {
		l.err = errors.Join(fmt.Errorf("journal %s: %w", l.file.Name(), bare(err)), l.file.Truncate(l.size))
		return l.err
	}
	l.size += int64(len(lines))
	return nil
}

// ErrJournalChanged says that another program moved, replaced or wrote the file of a
// journal that is in use: what is written now would not be found again.
var ErrJournalChanged = errors.New("another program moved, replaced or changed the file; put it back before the batch goes on")

// untouched reports a file that is no longer the one that has the name, or not as it
// was left.
func (l *log) untouched() error {
	named, err := os.Stat(l.file.Name())
	if errors.Is(err, os.ErrNotExist) {
		return ErrJournalChanged
	}
	if err != nil {
		return err
	}
	own, err := l.file.Stat()
	if err == nil && (!os.SameFile(named, own) || own.Size() != l.size) {
		err = ErrJournalChanged
	}
	return err
}

// bare takes off the path, which stands before it already.
func bare(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
