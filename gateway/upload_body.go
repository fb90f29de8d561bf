package gateway

import (
	"errors"
	"io"
	"sync/atomic"
)

var errGone = errors.New("the request that brought these bytes is over")

// onceBody is the body of a request, to be sent on once. The transport may want to read on
// when the request is over already, and must not.
type onceBody struct {
	from   io.Reader
	opened atomic.Bool
	over   atomic.Bool
}

func (b *onceBody) open() (io.ReadCloser, error) {
	if b.opened.Swap(true) {
		return nil, errors.New("the bytes of a request can be read only once")
	}
	return io.NopCloser(b), nil
}

func (b *onceBody) end() { b.over.Store(true) }

func (b *onceBody) Read(p []byte) (int, error) {
	if b.over.Load() {
		return 0, errGone
	}
	return b.from.Read(p)
}
