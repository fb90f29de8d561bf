//go:build integration && unix

package integration

import (
	"testing"

	"github.com/actionctl/connector/internal/dotted"
)

// must runs an action that has to succeed and returns the value at a dotted path of
// its answer.
func (r runner) must(t *testing.T, action string, params map[string]any, path string) any {
	t.Helper()
	res, err := r.call(t, step{Action: action}, params)
	if err != nil {
		t.Fatal(err)
	}
	data, err := res.Data()
	if err != nil {
		t.Fatal(err)
	}
	value, ok := dotted.At(data, path)
	if !ok {
		t.Fatalf("the answer has no %s: %v", path, data)
	}
	return value
}

// newRun makes a run in an experiment of its own.
func (r runner) newRun(t *testing.T, experiment string) string {
	t.Helper()
	id := r.must(t, "post_api_2_0_mlflow_experiments_create", body("name", experiment), "experiment_id")
	return r.must(t, "post_api_2_0_mlflow_runs_create", body("experiment_id", id), "run.info.run_id").(string)
}

// body is the parameters of an action that takes nothing but these body fields.
func body(pairs ...any) map[string]any {
	fields := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		fields[pairs[i].(string)] = pairs[i+1]
	}
	return map[string]any{"data": fields}
}
