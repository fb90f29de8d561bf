//go:build integration && unix

package integration

import (
	"io/fs"
	"strings"
	"testing"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// TestMLflow runs the mlflow actions against an MLflow server: the plan in
// mlflow/*.yaml, what needs Go, and the known differences. Every action of the
// service is in one of them.
func TestMLflow(t *testing.T) {
	r := newRunner(t, startMLflow(t))
	files, err := fs.Glob(plans, "mlflow/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "mlflow/"), ".yaml")
		t.Run(name, func(t *testing.T) {
			var steps []step
			readPlan(t, file, &steps)
			r.all(t, steps, vars{})
		})
	}
	t.Run("artifacts", r.artifacts)
	t.Run("digits", r.digits)
	t.Run("errors", r.errors)
	t.Run("concurrent", r.concurrent)
	t.Run("faults", r.faults)
	var known differences
	readPlan(t, "mlflow_differences.yaml", &known)
	t.Run("differences", func(t *testing.T) { r.prove(t, known) })
	if !t.Failed() { // what failed would be missing
		t.Run("coverage", func(t *testing.T) { r.coverage(t, known) })
	}
}

func newRunner(t *testing.T, s server) runner {
	t.Helper()
	return runner{connector: open(t, s), server: s, succeeded: map[string]bool{}}
}

// open is a connector of its own, as another process has one.
func open(t *testing.T, s server) *connector.Connector {
	t.Helper()
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{
			connectionName: {Host: s.url, Auth: connection.StaticToken("none")},
		},
		Getenv: func(string) string { return "" }, // no other workspace is in reach
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
