package gateway

import (
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// movingBody is a request's body that has to move on: each read has a limit of its own,
// so that a large body may last and a stuck one may not.
type movingBody struct {
	io.ReadCloser
	control *http.ResponseController
	pause   time.Duration
	ended   atomic.Bool // all of it was read, or no more will come

	mu      sync.Mutex
	stopped bool // no more of it is waited for
	over    bool // so is the request, and with it what control leads to
}

func (b *movingBody) Read(p []byte) (int, error) {
	b.hurry()
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.ended.Store(true)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) { // the deadline stays: the rest is not waited for either
		return n, refuse(http.StatusRequestTimeout, "SLOW_BODY", "the request's body did not move on for %s", b.pause)
	}
	// A deadline that passes later would end the request as if the client had left.
	b.limit(time.Time{})
	return n, err
}

// hurry gives the client a while to send more.
func (b *movingBody) hurry() { b.limit(time.Now().Add(b.pause)) }

// limit sets when a read ends at the latest. A transport may read on when the request is
// over, and then there is nothing to set.
func (b *movingBody) limit(at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.over:
	case b.stopped:
		_ = b.control.SetReadDeadline(time.Unix(1, 0))
	default:
		_ = b.control.SetReadDeadline(at) // only real connections have one
	}
}

// stop ends a read that waits for more, and those that come.
func (b *movingBody) stop() {
	if !b.left() {
		return
	}
	b.mu.Lock()
	b.stopped = true
	b.mu.Unlock()
	b.limit(time.Time{})
}

// end is for when the request is over.
func (b *movingBody) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.over = true
}

// leave is for before an answer: net/http reads what a handler left of a body, so that
// the connection can be used again, and would wait for ever for it.
func (b *movingBody) leave() {
	if b.left() {
		b.hurry()
	}
}

// left tells whether some of the body was not read so far.
func (b *movingBody) left() bool { return b != nil && !b.ended.Load() }
