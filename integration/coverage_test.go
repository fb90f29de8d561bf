//go:build integration && unix

package integration

import (
	"slices"
	"testing"
)

// coverage fails for an action that the server neither carried out nor is known to
// lack: the plan must not miss a new descriptor.
func (r runner) coverage(t *testing.T, known differences) {
	carriedOut := 0
	for entry := range r.connector.Registry().All() {
		if entry.Service != "mlflow" {
			continue
		}
		listed := slices.ContainsFunc(known.Differences, func(d difference) bool { return d.Action == entry.Name })
		switch {
		case r.succeeded[entry.Name]:
			carriedOut++
		case !listed:
			t.Errorf("%s is not in the plan", entry.Name)
		}
	}
	t.Logf("the server carried out %d actions", carriedOut)
}
