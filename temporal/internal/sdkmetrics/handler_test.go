package sdkmetrics_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"github.com/actionctl/connector/internal/metrics"
	"github.com/actionctl/connector/temporal/internal/sdkmetrics"
)

func text(t *testing.T, set *metrics.Set) string {
	t.Helper()
	var b strings.Builder
	_, err := set.WriteTo(&b)
	require.NoError(t, err)
	return b.String()
}

func TestHandler(t *testing.T) {
	var set metrics.Set
	var h client.MetricsHandler = sdkmetrics.New(&set)
	h = h.WithTags(map[string]string{"namespace": "default", "client_name": "temporal_go", "workflow_type": "Mine"})
	a := h.WithTags(map[string]string{"task_queue": "actionctl-a", "worker_type": "ActivityWorker"})
	a.Counter("temporal_worker_start").Inc(1)
	a.WithTags(map[string]string{"worker_type": "none"}).Counter("temporal_worker_start").Inc(2)
	a.Counter("temporal_worker_start").Inc(3)
	a.Gauge("temporal_num_pollers").Update(5)
	a.Gauge("temporal_num_pollers").Update(4)
	h.WithTags(map[string]string{"operation": "StartWorkflow"}).Timer("temporal_request_latency").Record(20 * time.Millisecond)
	got := text(t, &set)
	assert.Contains(t, got, `# TYPE temporal_worker_start_total counter
temporal_worker_start_total{namespace="default",task_queue="actionctl-a"} 2
temporal_worker_start_total{namespace="default",task_queue="actionctl-a",worker_type="ActivityWorker"} 4
`)
	assert.Contains(t, got, `# TYPE temporal_num_pollers gauge
temporal_num_pollers{namespace="default",task_queue="actionctl-a",worker_type="ActivityWorker"} 4
`)
	assert.Contains(t, got, `temporal_request_latency_seconds_bucket{namespace="default",operation="StartWorkflow",le="0.01"} 0`)
	assert.Contains(t, got, `temporal_request_latency_seconds_bucket{namespace="default",operation="StartWorkflow",le="0.025"} 1`)
	assert.Contains(t, got, `temporal_request_latency_seconds_sum{namespace="default",operation="StartWorkflow"} 0.02`)
	assert.NotContains(t, got, "Mine")
	for name, n := range typesIn(got) {
		assert.Equal(t, 1, n, "%s is told once", name)
	}
}

func typesIn(text string) map[string]int {
	found := map[string]int{}
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "# TYPE "); ok {
			found[strings.Fields(name)[0]]++
		}
	}
	return found
}

func TestManyCountAtOnce(t *testing.T) {
	var set metrics.Set
	h := sdkmetrics.New(&set)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 100 {
				h.WithTags(map[string]string{"operation": "Poll"}).Counter("temporal_request").Inc(1)
				h.Gauge("temporal_num_pollers").Update(1)
				h.Timer("temporal_request_latency").Record(time.Second)
			}
		})
	}
	all.Wait()
	got := text(t, &set)
	assert.Contains(t, got, "temporal_request_total{operation=\"Poll\"} 800\n")
	assert.Contains(t, got, "temporal_request_latency_seconds_count 800\n")
}
