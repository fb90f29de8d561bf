//go:build load

package conformance

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
)

// spoiler stands before the sandbox and spoils one of six requests, in ways that leave
// different doubts. It knows what the sandbox did all the same.
type spoiler struct {
	next  http.Handler
	off   atomic.Bool
	mu    sync.Mutex
	draw  *rand.Rand
	kinds [kindsOfFaults]int
	made  map[string]int // jobs that were created, by name
}

type fault int

const (
	whole      fault = iota // nothing is spoiled
	dropBefore              // the connection breaks; the workspace got nothing
	dropAfter               // the workspace acted, the answer is lost
	half                    // the workspace acted, the answer breaks off
	throttled               // 429; the workspace got nothing
	outage                  // 503 that says when to come back; the workspace got nothing
	lostBehind              // 502; the workspace acted
	kindsOfFaults
)

func (s *spoiler) pick() fault {
	if s.off.Load() {
		return whole
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := whole
	if s.draw.IntN(6) == 0 {
		f = fault(1 + s.draw.IntN(int(kindsOfFaults)-1))
	}
	s.kinds[f]++
	return f
}

func (s *spoiler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	f := s.pick()
	switch {
	case err != nil || f == dropBefore:
		panic(http.ErrAbortHandler)
	case f == throttled || f == outage:
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(map[fault]int{throttled: http.StatusTooManyRequests, outage: http.StatusServiceUnavailable}[f])
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.Header.Del("Accept-Encoding") // so that half of the answer is half of the JSON
	answer := httptest.NewRecorder()
	s.next.ServeHTTP(answer, r)
	if answer.Code == http.StatusOK && strings.HasSuffix(r.URL.Path, "/jobs/create") {
		s.note(body)
	}
	switch f {
	case dropAfter:
		panic(http.ErrAbortHandler)
	case lostBehind:
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	if f == half {
		_, _ = w.Write(answer.Body.Bytes()[:answer.Body.Len()/2])
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(answer.Body.Bytes())
}

func (s *spoiler) note(body []byte) {
	var job struct{ Name string }
	if json.Unmarshal(body, &job) == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.made[job.Name]++
	}
}

// through puts a handler between the counter and the sandbox.
func (c *counter) through(between func(http.Handler) http.Handler) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next = between(c.next)
}
