//go:build integration && unix

package integration

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"
)

// fault is what happens to one request on its way.
type fault int

const (
	none          fault = iota
	dropBefore          // the connection ends; the server got nothing
	dropAfter           // the connection ends; the server acted
	truncate            // the server acted; half of its answer comes
	delay               // the answer comes late
	tooMany             // 429 with Retry-After; the server got nothing
	outage              // 503 with Retry-After; the server got nothing
	badGateway          // 502; the server acted, its answer is lost
	numberOfKinds       // of faults
)

// faultProxy stands before a server and spoils two of five requests. Which ones is
// drawn from a seed that the test prints.
type faultProxy struct {
	target string
	mu     sync.Mutex
	random *rand.Rand
	seen   [numberOfKinds]int
}

func startFaultProxy(t *testing.T, target string) (*faultProxy, string) {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed of the faults: %d", seed)
	p := &faultProxy{target: target, random: rand.New(rand.NewPCG(seed, 0))}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return p, server.URL
}

func (p *faultProxy) draw() fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := none
	if p.random.IntN(5) < 2 {
		f = fault(1 + p.random.IntN(int(numberOfKinds)-1))
	}
	p.seen[f]++
	return f
}

func (p *faultProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	f := p.draw()
	if err != nil || f == dropBefore {
		panic(http.ErrAbortHandler) // closes the connection
	}
	if f == tooMany || f == outage {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(map[fault]int{tooMany: 429, outage: 503}[f])
		return
	}
	resp, answer, err := p.forward(r, body)
	if err != nil || f == dropAfter {
		panic(http.ErrAbortHandler)
	}
	if f == badGateway {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	if f == delay {
		<-time.After(50 * time.Millisecond)
	}
	w.Header().Set("Content-Type", resp.Header.Get("Content-Type"))
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	w.WriteHeader(resp.StatusCode)
	if f == truncate {
		_, _ = w.Write(answer[:len(answer)/2])
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(answer)
}

func (p *faultProxy) forward(r *http.Request, body []byte) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(r.Context(), r.Method, p.target+r.RequestURI, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	req.Header = r.Header.Clone()
	req.Header.Del("Accept-Encoding") // so that half of the answer is half of the JSON
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	return resp, answer, err
}
