//go:build load

package conformance

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// withAudit holds what callers learned to the records: each call that was sent has a
// begin and an end, each that was refused says so, and there is nothing else.
func (s summary) withAudit(t *testing.T, records []entry) {
	t.Helper()
	phases, byRequest := map[string]map[string]int{}, map[string]map[string]int{}
	for _, e := range records {
		assert.Equal(t, "load", e.Caller.Name)
		for _, by := range []struct {
			of  map[string]map[string]int
			key string
		}{{phases, e.Call}, {byRequest, e.Caller.Request}} {
			if by.of[by.key] == nil {
				by.of[by.key] = map[string]int{}
			}
			by.of[by.key][e.Phase]++
		}
	}
	sent := map[string]int{"begin": 1, "end": 1}
	refused := map[string]int{"refused": 1}
	for call, phases := range phases {
		require.Contains(t, []map[string]int{sent, refused}, phases, "call %s", call)
	}
	for _, m := range s {
		got := byRequest[m.request]
		switch {
		case m.left: // no id came back
		case m.kind == "plan":
			assert.Empty(t, got, "%+v", m)
		case m.kind == "invalid" || m.kind == "refused":
			assert.Equal(t, refused, got, "%+v", m)
		case m.kind == "items":
			assert.Positive(t, got["begin"], "%+v", m)
			assert.Equal(t, got["begin"], got["end"], "%+v", m)
		default:
			assert.Equal(t, sent, got, "%+v", m)
		}
	}
	t.Logf("%d records, of %d requests", len(records), len(byRequest))
}
