package runtime

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	info := func(delay any) []any { return []any{map[string]any{"@type": "RetryInfo", "retry_delay": delay}} }
	for _, tt := range []struct {
		header  string
		details []any
		want    time.Duration
		ok      bool
	}{
		{"", nil, 0, false},
		{"7", nil, 7 * time.Second, true},
		{"1.5", nil, 1500 * time.Millisecond, true},
		{"Sat, 31 Jan 2026 09:00:20 GMT", nil, 20 * time.Second, true},
		{"Sat, 31 Jan 2026 08:00:00 GMT", nil, 0, true},
		{"-3", nil, 0, false},
		{"NaN", nil, 0, false},
		{"1e300", nil, maxInvited * 100, true},
		{"soon", nil, 0, false},
		{"", info("3.5s"), 3500 * time.Millisecond, true},
		{"2", info("3s"), 3 * time.Second, true},
		{"5", info("3s"), 5 * time.Second, true},
		{"", info("3m"), 0, false},
		{"", info("-3s"), 0, false},
		{"", info(3), 0, false},
	} {
		e := &APIError{Header: http.Header{}, Details: tt.details}
		if tt.header != "" {
			e.Header.Set("Retry-After", tt.header)
		}
		got, ok := retryAfter(e, now)
		assert.Equal(t, tt.want, got, tt)
		assert.Equal(t, tt.ok, ok, tt)
	}
}

// Full jitter: anything from nothing to the limit, which doubles and is capped.
func TestBackoff(t *testing.T) {
	for n, limit := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 6: maxWait, 60: maxWait} {
		for range 200 {
			got := backoff(n)
			assert.GreaterOrEqual(t, got, time.Duration(0))
			assert.Less(t, got, limit)
		}
	}
}
