package runtime

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	fileSize     = 100000
	getRangeFile = getFile + "header: {Range: {type: string}, If-Unmodified-Since: {type: string}}\n"
)

// cut is how an answer breaks off.
type cut struct {
	after int  // bytes of the body
	reset bool // by a reset instead of an end of the connection
	stall bool // not at all: nothing comes any more
}

// fileServer serves a file and misbehaves in the ways that a test sets.
type fileServer struct {
	url        string
	descriptor string
	content    []byte
	etag       string
	modified   time.Time
	chunked    bool        // the length is not told
	cuts       []cut       // one for each answer, while they last
	then       func()      // happens with the first cut
	status     int         // of later answers, when not 0
	whole      bool        // later answers are the whole file
	first, lie http.Header // headers of the first and of later answers; empty ones are taken away
	asked      []http.Header
	sleep      func(context.Context, time.Duration) error
	watched    bool          // answers are watched for stalls, which are found at once
	release    chan struct{} // ends stalls
	stalled    chan struct{} // a stall has begun
	mu         sync.Mutex
}

func newFileServer(t *testing.T) *fileServer {
	s := &fileServer{
		descriptor: getRangeFile, content: make([]byte, fileSize), etag: `"v1"`,
		modified: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		sleep:    func(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) },
		release:  make(chan struct{}), stalled: make(chan struct{}, 1),
	}
	_, _ = rand.NewChaCha8([32]byte{1}).Read(s.content)
	s.url = newServer(t, s.serve).URL
	t.Cleanup(func() { close(s.release) }) // before the server is closed
	return s
}

func (s *fileServer) ranges() (list []string) {
	for _, asked := range s.asked {
		list = append(list, asked.Get("Range"))
	}
	return list
}

// serve lets the standard library make the right answer and then spoils it.
func (s *fileServer) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.Header.Clone())
	spoil := s.first
	if len(s.asked) > 1 {
		if spoil = s.lie; s.status != 0 {
			w.WriteHeader(s.status)
			return
		}
		if s.whole {
			r.Header = http.Header{}
		}
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	if s.etag != "" {
		w.Header().Set("ETag", s.etag)
	}
	answer := &spoiled{ResponseWriter: w, spoil: spoil, chunked: s.chunked, left: -1}
	var c cut
	if len(s.cuts) > 0 {
		c, s.cuts = s.cuts[0], s.cuts[1:]
		answer.left = c.after
	}
	http.ServeContent(answer, r, "", s.modified, bytes.NewReader(s.content))
	if answer.left < 0 || r.Context().Err() != nil {
		return
	}
	if s.then != nil {
		s.then()
		s.then = nil
	}
	if err := http.NewResponseController(w).Flush(); err != nil {
		panic(err)
	}
	if c.stall {
		s.stalled <- struct{}{}
		s.mu.Unlock()
		<-s.release
		s.mu.Lock()
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	if c.reset {
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	_ = conn.Close()
}

// spoiled lets only part of an answer through, and other headers.
type spoiled struct {
	http.ResponseWriter
	spoil   http.Header
	chunked bool
	left    int // bytes; -1 for all
}

func (s *spoiled) WriteHeader(status int) {
	for name, values := range s.spoil {
		s.Header().Set(name, values[0])
		if values[0] == "" {
			s.Header().Del(name)
		}
	}
	if s.chunked {
		s.Header().Del("Content-Length")
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *spoiled) Write(p []byte) (int, error) {
	if s.left < 0 {
		return s.ResponseWriter.Write(p)
	}
	n := min(s.left, len(p))
	s.left -= n
	if _, err := s.ResponseWriter.Write(p[:n]); err != nil {
		return 0, err
	}
	if n < len(p) {
		return n, io.ErrShortWrite
	}
	return n, nil
}

// ask is one request for the file, as a client makes it.
func (s *fileServer) ask(ctx context.Context, header http.Header) (*Result, error) {
	req, err := http.NewRequest(http.MethodGet, s.url, nil)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	req = req.WithContext(ctx)
	req.Header = header.Clone()
	if req.Header == nil {
		req.Header = http.Header{}
	}
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		cancel(nil)
		return nil, err
	}
	h := newHandTimer()
	var w idleWatch
	w.begin(cancel, 0, h.start)
	body := w.response(resp.Body)
	if resp.StatusCode >= 300 {
		return nil, errors.Join(&APIError{Action: "test_action", Status: resp.StatusCode, Header: resp.Header}, body.Close())
	}
	if s.watched {
		go s.watch(ctx, h)
	}
	return &Result{Status: resp.StatusCode, Header: resp.Header, Stream: body}, nil
}

// watch lets the time run out in every read of a stalled answer.
func (s *fileServer) watch(ctx context.Context, h *handTimer) {
	select {
	case <-s.stalled:
		for ctx.Err() == nil {
			h.fire()
			runtime.Gosched()
		}
	case <-ctx.Done():
	}
}

func (s *fileServer) open(ctx context.Context, t *testing.T, header http.Header) io.ReadCloser {
	res, err := s.ask(ctx, header)
	require.NoError(t, err)
	plan := &Plan{Action: "test_action", Connection: "test", Host: s.url}
	return newResumingBody(ctx, newAction(t, s.descriptor), plan, res, s.ask, s.sleep)
}

func (s *fileServer) download(t *testing.T, header http.Header) ([]byte, error) {
	body := s.open(t.Context(), t, header)
	got, err := io.ReadAll(body)
	assert.NoError(t, body.Close())
	return got, err
}
