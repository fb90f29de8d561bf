package connector_test

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
)

// everyAction reads the actions of a registry, one after the other.
func everyAction(t testing.TB, reg registry.Registry) iter.Seq[*registry.Action] {
	return func(yield func(*registry.Action) bool) {
		t.Helper()
		for _, name := range reg.Names() {
			a, err := reg.Action(name)
			require.NoError(t, err)
			if !yield(a) {
				return
			}
		}
	}
}
