// Package grouplog writes a file that grows by lines for many at once: those who come
// while the disk is busy share the next write and its flush.
package grouplog

import "sync"

// Log gathers lines. It is safe for concurrent use.
type Log struct {
	write func(lines []byte, durable bool) error

	disk sync.Mutex // held while writing

	mu   sync.Mutex
	next *group // that gathers
}

// group is what is written together.
type group struct {
	lines   []byte
	durable bool // somebody waits for the disk to have it
	done    chan struct{}
	err     error
}

// New makes a log. write puts lines where they belong, all or none of them, and with
// durable returns when they would survive a crash of the machine. It is called by one
// at a time.
func New(write func(lines []byte, durable bool) error) *Log { return &Log{write: write} }

// Append has add put a line behind those that are written together with it, none when
// it is the first, and returns when it is written. add is quick: it is waited for.
func (l *Log) Append(durable bool, add func(lines []byte) []byte) error {
	l.mu.Lock()
	g, first := l.next, l.next == nil
	if first {
		g = &group{done: make(chan struct{})}
		l.next = g
	}
	g.lines = add(g.lines)
	g.durable = g.durable || durable
	l.mu.Unlock()
	if first { // and so the one that writes for all
		l.flush(g)
	} else {
		<-g.done
	}
	return g.err
}

// flush writes a group when the one before it is written.
func (l *Log) flush(g *group) {
	defer close(g.done)
	l.Alone(func() {
		l.mu.Lock()
		l.next = nil
		l.mu.Unlock()
		g.err = l.write(g.lines, g.durable)
	})
}

// Alone runs f while nothing is written.
func (l *Log) Alone(f func()) {
	l.disk.Lock()
	defer l.disk.Unlock()
	f()
}

// Gathered is how many bytes wait for the next write.
func (l *Log) Gathered() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == nil {
		return 0
	}
	return len(l.next.lines)
}
