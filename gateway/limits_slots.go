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
	calls, waits int
	byToken      map[string]int
}

// take finds a place and returns how to give it back. Waits have places of their own:
// they last long and cost little.
func (s *slots) take(token string, long bool) (release func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	used, limit := &s.calls, s.limits.Calls
	if long {
		used, limit = &s.waits, s.limits.Waits
	}
	if *used >= limit {
		return nil, busy("this gateway runs as many requests as it may (%d)", limit)
	}
	if !long && token != "" && s.byToken[token] >= s.limits.CallsPerToken {
		return nil, busy("this token runs as many requests as it may (%d)", s.limits.CallsPerToken)
	}
	*used++
	if !long && token != "" {
		if s.byToken == nil {
			s.byToken = map[string]int{}
		}
		s.byToken[token]++
	}
	return sync.OnceFunc(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		*used--
		if !long && token != "" {
			if s.byToken[token]--; s.byToken[token] == 0 {
				delete(s.byToken, token)
			}
		}
	}), nil
}

func busy(format string, args ...any) error {
	p := refuse(http.StatusTooManyRequests, "BUSY", format+"; try again in a moment", args...)
	p.RetryAfter = 1
	return p
}
