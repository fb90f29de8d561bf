//go:build e2e && unix

package e2e

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// held is a request that does not go on until it is let go, or its sender is gone.
type held struct {
	here chan struct{} // closed once the request is held
	on   chan struct{} // closed to let it go
	gone chan struct{} // closed once its sender is gone
	done chan struct{} // closed once the service has it after all
}

// where a request is held.
type where int

const (
	before where = iota // the service does not get it
	after               // the service has acted on it, and its answer does not go out
)

// hold holds the next request of a method and path, after letting skip of them through.
func (w *wire) hold(at where, request string, skip int) *held {
	method, path, _ := strings.Cut(request, " ")
	h := &held{here: make(chan struct{}), on: make(chan struct{}), gone: make(chan struct{}), done: make(chan struct{})}
	if skip > 0 {
		w.add(&rule{method: method, path: path, left: skip, treat: through})
	}
	w.add(&rule{method: method, path: path, left: 1, treat: func(out http.ResponseWriter, r *http.Request, pass func() *httptest.ResponseRecorder) {
		var answer *httptest.ResponseRecorder
		if at == after {
			answer = pass()
		}
		close(h.here)
		select {
		case <-h.on:
		case <-r.Context().Done():
			close(h.gone)
			panic(http.ErrAbortHandler)
		}
		if at == before {
			answer = pass()
		}
		close(h.done)
		send(out, answer)
	}})
	return h
}

func through(out http.ResponseWriter, _ *http.Request, pass func() *httptest.ResponseRecorder) {
	send(out, pass())
}

// wait waits until the request is held.
func (h *held) wait(t *testing.T) {
	t.Helper()
	await(t, h.here, "the request to be held")
}

// lost waits until the sender of the held request is gone.
func (h *held) lost(t *testing.T) {
	t.Helper()
	await(t, h.gone, "the sender of the held request to be gone")
}

// letGo lets the held request go on and waits until the service has it.
func (h *held) letGo(t *testing.T) {
	t.Helper()
	close(h.on)
	await(t, h.done, "the service to get the held request")
}

func await(t *testing.T, done <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatalf("waited in vain for %s", what)
	}
}
