package batch

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

// log is a file that only grows. Writers that come while it is being flushed share the
// next flush.
type log struct {
	file *os.File
	sync func() error // file.Sync; tests count it and let it fail

	disk sync.Mutex // held while writing
	size int64

	mu   sync.Mutex
	next *group // that gathers
	err  error  // the first; after it nothing is written
}

// group is what goes to the disk together.
type group struct {
	lines []byte
	done  chan struct{}
	err   error
}

var errClosed = errors.New("it is closed")

// append adds a record and returns when it is on the disk.
func (l *log) append(record []byte) error {
	l.mu.Lock()
	if l.err != nil {
		defer l.mu.Unlock()
		return l.err
	}
	g, first, mark := l.next, l.next == nil, byte(joins)
	if first {
		g, mark = &group{done: make(chan struct{})}, begins
		l.next = g
	}
	g.lines = append(g.lines, frame(mark, record)...)
	l.mu.Unlock()
	if first { // and so the one that writes for all
		l.flush(g)
	} else {
		<-g.done
	}
	return g.err
}

// flush writes a group when the one before it is on the disk.
func (l *log) flush(g *group) {
	defer close(g.done)
	l.disk.Lock()
	defer l.disk.Unlock()
	l.mu.Lock()
	l.next, g.err = nil, l.err
	l.mu.Unlock()
	if g.err == nil {
		g.err = l.write(g.lines)
	}
}

// write puts lines on the disk. After an error nobody knows what is there; at least
// what was never relied on is taken away, and nothing is added.
func (l *log) write(lines []byte) error {
	if err := l.untouched(); err != nil {
		err = fmt.Errorf("journal %s: %w", l.file.Name(), bare(err))
		l.fail(err)
		return err
	}
	_, err := l.file.WriteAt(lines, l.size)
	if err == nil {
		err = l.sync()
	}
	if err != nil {
		err = errors.Join(fmt.Errorf("journal %s: %w", l.file.Name(), bare(err)), l.file.Truncate(l.size))
		l.fail(err)
		return err
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

func (l *log) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
	}
}

// bare takes off the path, which stands before it already.
func bare(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
