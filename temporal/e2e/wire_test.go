//go:build e2e && unix

package e2e

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// wire is what lies between the workers and a service. A test can hold what goes over it,
// and spoil it.
type wire struct {
	service http.Handler

	mu      sync.Mutex
	rules   []*rule
	came    map[string]int // requests by method and path
	reached map[string]int // those of them that the service got
}

// rule is what happens to some requests on their way.
type rule struct {
	method, path string // path is an end of the request's; "" is any
	left         int    // how many more it strikes
	treat        func(w http.ResponseWriter, r *http.Request, pass func() *httptest.ResponseRecorder)
}

// openWire serves a service over a wire and returns its URL.
func openWire(t *testing.T, service http.Handler) (*wire, string) {
	t.Helper()
	w := &wire{service: service, came: map[string]int{}, reached: map[string]int{}}
	server := httptest.NewServer(w)
	t.Cleanup(func() {
		server.CloseClientConnections() // also of what is held
		server.Close()
	})
	return w, server.URL
}

func (w *wire) add(r *rule) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rules = append(w.rules, r)
}

func (w *wire) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // half a request: whoever sent it is gone
	}
	pass := func() *httptest.ResponseRecorder {
		w.count(w.reached, r)
		// Whoever sent it may be gone; what reached the service is done.
		in := r.Clone(context.WithoutCancel(r.Context()))
		in.Body = io.NopCloser(bytes.NewReader(body))
		answer := httptest.NewRecorder()
		w.service.ServeHTTP(answer, in)
		return answer
	}
	w.count(w.came, r)
	if rule := w.strikes(r); rule != nil {
		rule.treat(out, r, pass)
		return
	}
	send(out, pass())
}

// strikes is the first rule that the request is one of.
func (w *wire) strikes(r *http.Request) *rule {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, rule := range w.rules {
		if rule.left > 0 && rule.method == r.Method && strings.HasSuffix(r.URL.Path, rule.path) {
			rule.left--
			return rule
		}
	}
	return nil
}

func (w *wire) count(in map[string]int, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	in[r.Method+" "+r.URL.Path]++
}

// got is how many requests of a method and path the service got.
func (w *wire) got(request string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reached[request]
}

// saw is how many requests of a method and path came, whether the service got them or not.
func (w *wire) saw(request string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.came[request]
}

// total is how many requests came.
func (w *wire) total() (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, times := range w.came {
		n += times
	}
	return n
}

func send(out http.ResponseWriter, answer *httptest.ResponseRecorder) {
	for name, values := range answer.Header() {
		out.Header()[name] = values
	}
	out.WriteHeader(answer.Code)
	_, _ = out.Write(answer.Body.Bytes()) // whoever asked may be gone
}
