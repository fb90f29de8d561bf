package gateway

import (
	"net/http"
	"sync"
)

// slots are the places of requests that run at once. Nobody queues for one: a client
// that finds none is told to come again.
type slots struct {
	limits       Limits
	mu           sync.Mutex
	calls, waits places
}

// places are those of one kind that are taken.
type places struct {
	taken   int
	byToken map[string]int
}

// take finds a place and returns how to give it back. Waits have places of their own:
// they last long and cost little.
func (s *slots) take(token string, long bool) (release func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, limit, each := &s.calls, s.limits.Calls, s.limits.CallsPerToken
	if long {
		p, limit, each = &s.waits, s.limits.Waits, s.limits.WaitsPerToken
	}
	if p.taken >= limit {
		return nil, busy("this gateway runs as many requests as it may (%d)", limit)
	}
	if token != "" && p.byToken[token] >= each {
		return nil, busy("this token runs as many requests as it may (%d)", each)
	}
	p.add(token, 1)
	return sync.OnceFunc(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		p.add(token, -1)
	}), nil
}

func (p *places) add(token string, n int) {
	p.taken += n
	if token == "" {
		return
	}
	if p.byToken == nil {
		p.byToken = map[string]int{}
	}
	if p.byToken[token] += n; p.byToken[token] == 0 {
		delete(p.byToken, token)
	}
}

func busy(format string, args ...any) error {
	p := refuse(http.StatusTooManyRequests, "BUSY", format+"; try again in a moment", args...)
	p.RetryAfter = 1
	return p
}
