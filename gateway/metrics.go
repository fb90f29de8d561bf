package gateway

import (
	"cmp"
	"net/http"
	"runtime"
	"strconv"
	"time"

	connector "github.com/actionctl/connector"
	counts "github.com/actionctl/connector/internal/metrics"
)

// metrics are what the gateway counts. Labels are route, class of status and category,
// which are few whatever clients send.
type metrics struct {
	set       counts.Set
	requests  *counts.Counter
	duration  *counts.Histogram
	errors    *counts.Counter
	panics    *counts.Counter
	unaudited *counts.Counter
	inFlight  *counts.Level
}

var durations = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300}

func newMetrics(g *Gateway) *metrics {
	m := &metrics{}
	m.requests = m.set.Counter("actionctl_requests_total", "Requests that were answered.", "route", "status")
	m.duration = m.set.Histogram("actionctl_request_duration_seconds", "How long requests took.", durations, "route")
	m.errors = m.set.Counter("actionctl_errors_total", "Errors that clients were told of.", "route", "category")
	m.panics = m.set.Counter("actionctl_panics_total", "Requests that the gateway failed at.")
	m.unaudited = m.set.Counter("actionctl_audit_failures_total", "Calls that were not made because their record could not be written.")
	m.inFlight = m.set.Level("actionctl_requests_in_flight", "Requests that run now.")
	m.set.Gauge("actionctl_ready", "1 while the gateway takes calls.", func() float64 {
		if g.ready() != nil {
			return 0
		}
		return 1
	})
	m.set.Info("actionctl_build_info", "What runs here.", "version", g.options.Version, "go", runtime.Version())
	m.set.Gauge("go_goroutines", "Goroutines that there are.", func() float64 { return float64(runtime.NumGoroutine()) })
	m.set.Gauge("go_memstats_heap_alloc_bytes", "Bytes on the heap.", func() float64 {
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return float64(s.HeapAlloc)
	})
	return m
}

// done counts a request that ended.
func (m *metrics) done(q *request, status int, took time.Duration) {
	route := cmp.Or(q.route, "none")
	m.requests.Add(1, route, strconv.Itoa(status/100)+"xx")
	m.duration.Observe(took.Seconds(), route)
}

// told counts an error that a client is told of, in an answer of its own or in a stream.
func (m *metrics) told(route string, o connector.ErrorObject) {
	m.errors.Add(1, cmp.Or(route, "none"), o.Category)
	if o.Code == "AUDIT_FAILED" && o.Category == connector.CategoryLocal { // elsewhere the code is the service's
		m.unaudited.Add(1)
	}
}

// Metrics serves the metrics to anybody, for a listener of its own.
func (g *Gateway) Metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", counts.Content)
		_, _ = g.metrics.set.WriteTo(w) // a reader that left is no error of ours
	})
}

func (g *Gateway) metricsRoutes() []route {
	return []route{{
		Method: http.MethodGet, Pattern: "/metrics", ID: "metrics", Access: metricsOnly,
		Summary: "Tell what the gateway counted, as Prometheus reads it.",
		Answers: []answer{{Status: http.StatusOK, Content: "text/plain", Summary: "The metrics."}},
		Handle: func(x *exchange) error {
			x.g.Metrics().ServeHTTP(x.w, x.r)
			return nil
		},
	}}
}
