//go:build integration && unix

package integration

import (
	"sync"
	"testing"
)

// concurrent uses one connector from many goroutines and counts what arrived.
func (r runner) concurrent(t *testing.T) {
	const goroutines, each = 8, 10
	run := r.newRun(t, "concurrent")
	var group sync.WaitGroup
	for g := range goroutines {
		group.Go(func() {
			for i := range each {
				_, err := r.connector.RunAction(t.Context(), connectionName, "post_api_2_0_mlflow_runs_log_metric",
					body("run_id", run, "key", "m", "value", g, "timestamp", 1, "step", g*each+i))
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	logged := r.must(t, "get_api_2_0_mlflow_metrics_get_history", map[string]any{"run_id": run, "metric_key": "m"}, "metrics")
	if n := len(logged.([]any)); n != goroutines*each {
		t.Errorf("%d of %d values arrived", n, goroutines*each)
	}
}
