package runtime

import (
	"context"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/wallclock"
)

// Waiting between attempts: exponential with full jitter, so that callers who were
// thrown back together do not come back together.
const (
	firstWait = time.Second
	maxWait   = 30 * time.Second
	// maxInvited is the longest Retry-After that is waited for.
	maxInvited = 5 * time.Minute
	// defaultBudget is how long all attempts of a call take at most.
	defaultBudget = connection.UsualRetryBudget
)

// clock is time as the runtime uses it; tests turn it by hand.
type clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error
}

// backoff is how long to wait after attempt number n, from 1.
func backoff(n int) time.Duration {
	limit := maxWait
	if n < 6 {
		limit = min(firstWait<<(n-1), maxWait)
	}
	return rand.N(limit) //nolint:gosec // jitter needs no secrecy
}

// RetryAfter is how long the answer asks to wait before a repeat, counted from when it
// was given; false where it does not ask. No limit is put on it.
func (e *APIError) RetryAfter() (time.Duration, bool) {
	given, err := http.ParseTime(e.Header.Get("Date"))
	if err != nil {
		given = wallclock.Clock{}.Now()
	}
	return retryAfter(e, given)
}

// retryAfter is how long the answer asks to wait: the Retry-After header in seconds or
// as a date, or RetryInfo among the error's details, whichever is longer.
func retryAfter(e *APIError, now time.Time) (time.Duration, bool) {
	header, ok := parseRetryAfter(e.Header.Get("Retry-After"), now)
	for _, d := range e.Details {
		m, _ := d.(map[string]any)
		text, _ := m["retry_delay"].(string)
		if delay, err := time.ParseDuration(text); err == nil && strings.HasSuffix(text, "s") && delay >= 0 {
			header, ok = max(header, delay), true
		}
	}
	return header, ok
}

func parseRetryAfter(text string, now time.Time) (time.Duration, bool) {
	if text == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		if seconds < 0 || math.IsNaN(seconds) {
			return 0, false
		}
		return time.Duration(min(seconds, 100*maxInvited.Seconds()) * float64(time.Second)), true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}
