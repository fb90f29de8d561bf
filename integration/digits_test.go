//go:build integration && unix

package integration

import (
	"encoding/json"
	"testing"
)

// digits sends integers that a float64 cannot hold and reads them back, untyped and
// into Go types.
func (r runner) digits(t *testing.T) {
	const big = int64(1<<53 + 1)
	const history = "get_api_2_0_mlflow_metrics_get_history"
	run := r.newRun(t, "digits")
	r.must(t, "post_api_2_0_mlflow_runs_log_metric", body(
		"run_id", run, "key", "m", "value", 0.1, "timestamp", big, "step", json.Number("9007199254740995")), "$")

	params := map[string]any{"run_id": run, "metric_key": "m"}
	if got := r.must(t, history, params, "metrics.0.timestamp"); got != json.Number("9007199254740993") {
		t.Errorf("timestamp is %v", got)
	}
	res, err := r.call(t, step{Action: history}, params)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Metrics []struct {
			Key             string
			Value           float64
			Timestamp, Step int64
		}
	}
	if err := res.Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Metrics) != 1 {
		t.Fatalf("metrics are %+v", answer.Metrics)
	}
	if m := answer.Metrics[0]; m.Key != "m" || m.Value != 0.1 || m.Timestamp != big || m.Step != big+2 {
		t.Errorf("metric is %+v", m)
	}
}
