package bench

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
)

// callers is how many goroutines call at once.
const callers = 64

// widePool is the pool that the others get: as many idle connections as callers. What
// net/http keeps by itself, two, would make them slow and us look good.
func widePool() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 4*callers, 4*callers
	return t
}

// BenchmarkLoopback is one call after the other to a server in a process of its own.
func BenchmarkLoopback(b *testing.B) {
	s := startServer(b)
	pool := widePool()
	defer pool.CloseIdleConnections()
	all := contenders(b, s.url, nil, pool)
	for i, call := range all[0].calls() {
		for _, c := range all {
			b.Run(call.name+"/"+c.name, func(b *testing.B) { repeat(b, c.calls()[i].do) })
		}
	}
}

// BenchmarkMany is 64 callers at once: goal 5, and with 16,000 requests goal 6.
func BenchmarkMany(b *testing.B) {
	s := startServer(b)
	makers := map[string]func(*http.Transport) contender{ // the SDK would take minutes
		"actionctl": func(*http.Transport) contender { return actionctl(b, s.url, nil) },
		"nethttp":   func(pool *http.Transport) contender { return netHTTP(s.url, pool) },
		"resty":     func(pool *http.Transport) contender { return restyByHand(s.url, pool) },
	}
	for i, name := range []string{"get", "list", "create"} {
		for _, who := range []string{"actionctl", "nethttp", "resty"} {
			b.Run(name+"/"+who, func(b *testing.B) {
				pool := widePool()
				defer pool.CloseIdleConnections()
				c := makers[who](pool)
				before := s.connections(b)
				b.ResetTimer()
				together(b, c.calls()[i].do)
				b.StopTimer()
				b.ReportMetric(float64(s.connections(b)-before-1), "connections") // one asked for the number
			})
		}
	}
}

// together shares b.N calls out among the callers.
func together(b *testing.B, do func(context.Context) error) {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(b.N))
	ctx := b.Context()
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := do(ctx); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}
