package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// maxHeld is how much of an answer is held before it streams. What is smaller and
// not flushed is handed over whole, with its length.
const maxHeld = 64 << 10

// exchange is the answer of one round trip while a handler writes it. It is the
// handler's http.ResponseWriter.
type exchange struct {
	request  *http.Request
	cancel   context.CancelFunc
	header   http.Header
	status   int
	sent     http.Header // what header was when the status was written
	held     bytes.Buffer
	reader   *io.PipeReader
	writer   *io.PipeWriter
	streams  bool
	ready    chan struct{} // closed once response or err is set
	response *http.Response
	err      error
}

func newExchange(req *http.Request, cancel context.CancelFunc) *exchange {
	x := &exchange{request: req, cancel: cancel, header: http.Header{}, ready: make(chan struct{})}
	x.reader, x.writer = io.Pipe()
	return x
}

// abort ends a streamed answer; reading it then gives err.
func (x *exchange) abort(err error) { _ = x.writer.CloseWithError(err) }

// serve runs the handler to its end. A panic becomes an error of the round trip.
func (x *exchange) serve(h http.Handler, in *http.Request) {
	defer func() {
		if r := recover(); r != nil {
			err := fmt.Errorf("the handler panicked: %v", r)
			if r == http.ErrAbortHandler { //nolint:errorlint // net/http compares too
				err = fmt.Errorf("the connection broke: %w", io.ErrUnexpectedEOF)
			}
			x.abort(err)
			if x.response == nil {
				x.err = err
				close(x.ready)
			}
		}
	}()
	h.ServeHTTP(x, in)
	x.finish(in.Context().Err())
}

func (x *exchange) Header() http.Header { return x.header }

func (x *exchange) WriteHeader(status int) {
	if x.status == 0 && status >= http.StatusOK {
		x.status, x.sent = status, x.header.Clone()
	}
}

func (x *exchange) Write(p []byte) (int, error) {
	x.WriteHeader(http.StatusOK)
	if x.bodyless() {
		return len(p), nil
	}
	if !x.streams && x.held.Len()+len(p) > maxHeld {
		x.Flush()
	}
	if x.streams {
		return x.writer.Write(p)
	}
	return x.held.Write(p)
}

func (x *exchange) bodyless() bool {
	return x.request.Method == http.MethodHead || x.status == http.StatusNoContent || x.status == http.StatusNotModified
}

// Flush hands the answer over now; the rest of it streams.
func (x *exchange) Flush() {
	x.WriteHeader(http.StatusOK)
	if x.bodyless() {
		return
	}
	if !x.streams {
		x.streams = true
		x.deliver(streamed{x.reader, x.cancel}, -1)
	}
	if x.held.Len() > 0 {
		_, _ = x.writer.Write(x.held.Bytes()) // the next write tells the handler
		x.held.Reset()
	}
}

// finish ends the answer; cut says why it may be incomplete.
func (x *exchange) finish(cut error) {
	x.WriteHeader(http.StatusOK)
	switch {
	case x.streams:
		_ = x.writer.CloseWithError(cut) // nil is the regular end
	case x.bodyless():
		x.deliver(http.NoBody, -1)
	default:
		x.deliver(io.NopCloser(&x.held), int64(x.held.Len()))
	}
}

func (x *exchange) deliver(body io.ReadCloser, length int64) {
	if n, err := strconv.ParseInt(x.sent.Get("Content-Length"), 10, 64); err == nil {
		length = n
	} else if length >= 0 {
		x.sent.Set("Content-Length", strconv.FormatInt(length, 10))
	}
	x.response = &http.Response{
		Status: strconv.Itoa(x.status) + " " + http.StatusText(x.status), StatusCode: x.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: x.sent, Body: body, ContentLength: length, Request: x.request,
	}
	close(x.ready)
}

// streamed is the body of a streamed answer. Closing it early ends the exchange.
type streamed struct {
	*io.PipeReader
	cancel context.CancelFunc
}

func (s streamed) Close() error {
	s.cancel()
	return s.PipeReader.Close()
}
