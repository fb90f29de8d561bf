package connector

import (
	"io"
	"sync"
)

// handed are the streams that one call gave to its middlewares. When these panic or
// return an error, its caller gets no stream to close, and a stream that stays open
// keeps its place among the connection's calls for ever.
type handed struct {
	mu      sync.Mutex // a middleware may call next from several goroutines
	streams []io.Closer
}

func (h *handed) add(res *Result) {
	if res == nil || res.Stream == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.streams = append(h.streams, res.Stream)
}

func (h *handed) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.streams {
		_ = s.Close() // nobody will read it
	}
}
