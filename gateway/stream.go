package gateway

import (
	"net/http"
	"sync"
)

// Media types of answers that come piece by piece.
const (
	linesContent  = "application/x-ndjson"
	eventsContent = "text/event-stream"
)

// stream is an answer that is written piece by piece, each on its way to the client
// before the next is made. It begins with the first piece: until then the answer may
// become a problem. It is safe for concurrent use.
type stream struct {
	x       *exchange
	content string

	mu    sync.Mutex
	begun bool
	err   error // of the first write that failed: nobody reads any more
}

func (x *exchange) stream(content string) *stream { return &stream{x: x, content: content} }

// Write sends a piece. After one that the client did not take all fail.
func (s *stream) Write(piece []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return 0, s.err
	}
	if !s.begun {
		s.begun = true
		s.x.w.Header().Set("Content-Type", s.content)
		s.x.w.Header().Set("X-Accel-Buffering", "no") // proxies hand the pieces on as they come
		s.x.w.WriteHeader(http.StatusOK)
	}
	var n int
	if n, s.err = s.x.w.Write(piece); s.err == nil {
		s.err = http.NewResponseController(s.x.w).Flush()
	}
	return n, s.err
}

// hasBegun tells whether the client has the status already.
func (s *stream) hasBegun() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.begun
}

// broken is why nobody reads any more.
func (s *stream) broken() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}
