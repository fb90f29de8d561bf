// Package sdkmetrics tells what the SDK of Temporal counts, under the names that its
// documents have for Prometheus.
package sdkmetrics

import (
	"slices"
	"sync"
	"time"

	"go.temporal.io/sdk/client"

	"github.com/actionctl/connector/internal/metrics"
)

// labels are those tags of the SDK that have few values, in the order of their values.
// Others are left out, types of workflows among them.
var labels = []string{"namespace", "task_queue", "worker_type", "poller_type", "activity_type", "operation", "status_code", "failure_reason", "cause"}

var latencies = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 86400}

// none is what the SDK calls a tag without a value.
const none = "none"

// Handler is a client.MetricsHandler.
type Handler struct {
	*families
	values []string // of the labels
}

// families are made when something is counted first.
type families struct {
	set      *metrics.Set
	mu       sync.Mutex
	counters map[string]*metrics.Counter
	gauges   map[string]*metrics.Gauges
	timers   map[string]*metrics.Histogram
}

// New makes a handler that counts in the set.
func New(set *metrics.Set) *Handler {
	return &Handler{&families{
		set: set, counters: map[string]*metrics.Counter{}, gauges: map[string]*metrics.Gauges{}, timers: map[string]*metrics.Histogram{},
	}, make([]string, len(labels))}
}

// WithTags is a handler with more tags.
func (h *Handler) WithTags(tags map[string]string) client.MetricsHandler {
	values := slices.Clone(h.values)
	for i, label := range labels {
		if value, ok := tags[label]; ok {
			values[i] = value
		}
		if values[i] == none {
			values[i] = ""
		}
	}
	return &Handler{h.families, values}
}

// Counter counts what happens.
func (h *Handler) Counter(name string) client.MetricsCounter {
	c := get(h.families, h.counters, name, func() *metrics.Counter {
		return h.set.Counter(name+"_total", helpOf(name), labels...)
	})
	return counter{c, h.values}
}

// Gauge tells what is now.
func (h *Handler) Gauge(name string) client.MetricsGauge {
	g := get(h.families, h.gauges, name, func() *metrics.Gauges {
		return h.set.Gauges(name, helpOf(name), labels...)
	})
	return gauge{g, h.values}
}

// Timer tells how long things take.
func (h *Handler) Timer(name string) client.MetricsTimer {
	t := get(h.families, h.timers, name, func() *metrics.Histogram {
		return h.set.Histogram(name+"_seconds", helpOf(name), latencies, labels...)
	})
	return timer{t, h.values}
}

func get[T any](f *families, known map[string]T, name string, build func() T) T {
	f.mu.Lock()
	defer f.mu.Unlock()
	one, ok := known[name]
	if !ok {
		one = build()
		known[name] = one
	}
	return one
}

func helpOf(name string) string { return "The SDK of Temporal counts it as " + name + "." }

type counter struct {
	*metrics.Counter
	values []string
}

func (c counter) Inc(n int64) { c.Add(n, c.values...) }

type gauge struct {
	*metrics.Gauges
	values []string
}

func (g gauge) Update(v float64) { g.Put(v, g.values...) }

type timer struct {
	*metrics.Histogram
	values []string
}

func (t timer) Record(d time.Duration) { t.Observe(d.Seconds(), t.values...) }
