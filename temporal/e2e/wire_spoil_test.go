//go:build e2e && unix

package e2e

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// spoiler spoils requests as they come: which ones is drawn from a seed that the test
// prints.
type spoiler struct {
	mu     sync.Mutex
	random *rand.Rand
	chance float64
	struck map[string]int // by fault
	doubts map[string]int // those after which nobody knows what the service did, by request
}

// fault is one way to spoil a request.
type fault struct {
	name  string
	doubt bool // whoever sent it cannot know whether the service acted
	treat func(out http.ResponseWriter, pass func() *httptest.ResponseRecorder)
}

// faults are what networks and services do to requests.
var faults = []fault{
	{"503, the service got nothing", true, refused(http.StatusServiceUnavailable, "")},
	{"503 with Retry-After", false, refused(http.StatusServiceUnavailable, "1")},
	{"429 with Retry-After", false, refused(http.StatusTooManyRequests, "1")},
	{"429", false, refused(http.StatusTooManyRequests, "")},
	{"reset, the service got nothing", true, func(http.ResponseWriter, func() *httptest.ResponseRecorder) { reset() }},
	{"reset, the service acted", true, func(_ http.ResponseWriter, pass func() *httptest.ResponseRecorder) { pass(); reset() }},
	{"502, the service acted", true, func(out http.ResponseWriter, pass func() *httptest.ResponseRecorder) {
		pass()
		out.WriteHeader(http.StatusBadGateway)
	}},
}

func refused(status int, after string) func(http.ResponseWriter, func() *httptest.ResponseRecorder) {
	return func(out http.ResponseWriter, _ func() *httptest.ResponseRecorder) {
		if after != "" {
			out.Header().Set("Retry-After", after)
		}
		out.WriteHeader(status)
	}
}

// reset breaks the connection of the request.
func reset() { panic(http.ErrAbortHandler) }

// spoil spoils one of so many requests of a method and path.
func (w *wire) spoil(t *testing.T, chance float64, methods ...string) *spoiler {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed of the faults: %d", seed)
	s := &spoiler{random: rand.New(rand.NewPCG(seed, 0)), chance: chance, struck: map[string]int{}, doubts: map[string]int{}}
	for _, method := range methods {
		w.add(&rule{method: method, left: 1 << 40, treat: s.treat})
	}
	return s
}

func (s *spoiler) treat(out http.ResponseWriter, r *http.Request, pass func() *httptest.ResponseRecorder) {
	if f, ok := s.draw(r.Method + " " + r.URL.Path); ok {
		f.treat(out, pass)
		return
	}
	send(out, pass())
}

func (s *spoiler) draw(request string) (fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.random.Float64() >= s.chance {
		return fault{}, false
	}
	f := faults[s.random.IntN(len(faults))]
	s.struck[f.name]++
	if f.doubt {
		s.doubts[request]++
	}
	return f, true
}

// every kind of fault is to have struck: else the test has not tried it.
func (s *spoiler) all(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		if s.struck[f.name] == 0 {
			t.Errorf("no request was spoiled by %s", f.name)
		}
	}
	t.Logf("faults: %v", s.struck)
}
