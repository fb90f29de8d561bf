package metrics_test

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/metrics"
)

func text(t *testing.T, s *metrics.Set) string {
	t.Helper()
	var b strings.Builder
	n, err := s.WriteTo(&b)
	require.NoError(t, err)
	require.EqualValues(t, b.Len(), n)
	return b.String()
}

func TestText(t *testing.T) {
	var s metrics.Set
	requests := s.Counter("requests_total", "Requests that came.\nAll of them, \\ too.", "route", "status")
	s.Counter("panics_total", "Panics.")
	level := s.Level("in_flight", "Requests that run.")
	s.Gauge("ratio", "A ratio.", func() float64 { return 0.25 })
	s.Info("build_info", "What runs.", "version", `1"2\3`+"\n4\xff")
	requests.Add(2, "run", "2xx")
	requests.Add(1, "plan", "4xx")
	requests.Add(1, "run", "2xx")
	level.Add(3)
	level.Add(-1)
	assert.Equal(t, `# HELP requests_total Requests that came.\nAll of them, \\ too.
# TYPE requests_total counter
requests_total{route="plan",status="4xx"} 1
requests_total{route="run",status="2xx"} 3
# HELP panics_total Panics.
# TYPE panics_total counter
panics_total 0
# HELP in_flight Requests that run.
# TYPE in_flight gauge
in_flight 2
# HELP ratio A ratio.
# TYPE ratio gauge
ratio 0.25
# HELP build_info What runs.
# TYPE build_info gauge
build_info{version="1\"2\\3\n4?"} 1
`, text(t, &s))
}

func TestHistogram(t *testing.T) {
	var s metrics.Set
	h := s.Histogram("duration_seconds", "How long.", []float64{0.1, 1}, "route")
	for _, v := range []float64{0.05, 0.1, 0.5, 1, 7} {
		h.Observe(v, "run")
	}
	assert.Equal(t, `# HELP duration_seconds How long.
# TYPE duration_seconds histogram
duration_seconds_bucket{route="run",le="0.1"} 2
duration_seconds_bucket{route="run",le="1"} 4
duration_seconds_bucket{route="run",le="+Inf"} 5
duration_seconds_sum{route="run"} 8.65
duration_seconds_count{route="run"} 5
`, text(t, &s))
}

func TestGauges(t *testing.T) {
	var s metrics.Set
	g := s.Gauges("slots", "Free slots.", "queue", "kind")
	g.Put(3, "a", "x")
	g.Put(1.5, "b", "")
	g.Put(2, "a", "x")
	assert.Equal(t, `# HELP slots Free slots.
# TYPE slots gauge
slots{queue="a",kind="x"} 2
slots{queue="b"} 1.5
`, text(t, &s))
}

func TestNothingIsLost(t *testing.T) {
	var s metrics.Set
	c := s.Counter("c_total", "C.", "n")
	h := s.Histogram("h", "H.", []float64{1}, "n")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 200 {
				c.Add(1, strconv.Itoa(i%2))
				h.Observe(1, "x")
				_ = text(t, &s)[0]
			}
		})
	}
	all.Wait()
	assert.Contains(t, text(t, &s), "c_total{n=\"0\"} 800\nc_total{n=\"1\"} 800\n")
	assert.Contains(t, text(t, &s), "h_count{n=\"x\"} 1600\n")
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the pipe is broken") }

func TestBrokenWriterIsTold(t *testing.T) {
	var s metrics.Set
	s.Counter("c_total", "C.")
	_, err := s.WriteTo(broken{})
	assert.EqualError(t, err, "the pipe is broken")
}
