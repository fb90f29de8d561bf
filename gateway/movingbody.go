package gateway

import (
	"errors"
	"io"
	"net/http"
	"os"
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
	_ = b.control.SetReadDeadline(time.Time{}) // fails where hurry did
	return n, err
}

// hurry gives the client a while to send more.
func (b *movingBody) hurry() { _ = b.control.SetReadDeadline(time.Now().Add(b.pause)) } // only real connections have it

// leave is for before an answer: net/http reads what a handler left of a body, so that
// the connection can be used again, and would wait for ever for it.
func (b *movingBody) leave() {
	if b.left() {
		b.hurry()
	}
}

// left tells whether some of the body was not read so far.
func (b *movingBody) left() bool { return b != nil && !b.ended.Load() }
