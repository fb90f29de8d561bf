//go:build e2e && unix

package e2e

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The rate of the connection, and how many more the queue may let go at once: its four
// partitions each have a share of the rate, rounded up, and a burst of as many.
const (
	rate  = 20
	burst = rate + 4
)

// TestRate has two workers of a connection that allows so many calls a second. At no time
// have more come than the rate and a burst allow for both together.
//
// What comes late counts later, so a busy machine cannot fail this; each worker with a
// rate of its own would.
func TestRate(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 1)
	s.newJob(t)
	var (
		mu      sync.Mutex
		came    int
		over    int
		started time.Time
	)
	s.add(&rule{method: "GET", path: "/jobs/list", left: 1 << 30, treat: func(out http.ResponseWriter, r *http.Request, pass func() *httptest.ResponseRecorder) {
		mu.Lock()
		came++
		if allowed := burst + rate*time.Since(started).Seconds(); float64(came) > allowed {
			over = max(over, came-int(allowed))
		}
		mu.Unlock()
		through(out, r, pass)
	}})
	slow := settings{"rate": rate}
	s.workAt(t, s.temporal, slow)
	s.workAt(t, s.temporal, slow)
	mu.Lock()
	started = time.Now() // before anything is asked for
	mu.Unlock()
	only := reading
	l := lot{Queue: s.queue(), Size: 8 * rate, Only: &only}
	var all []outcome
	begin(t, s, many, l).gives(t, &all)
	mu.Lock()
	defer mu.Unlock()
	assert.Equal(t, 8*rate, came)
	assert.Zero(t, over, "more calls than the rate allows")
}
