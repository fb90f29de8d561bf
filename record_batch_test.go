package connector_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
)

// A call of a batch that was kept back was not begun: its journal knows that too, and the
// next run makes it.
func TestABatchWithoutRecords(t *testing.T) {
	call := connector.BatchCall{ID: "x", Line: 1, Call: connector.Call{Connection: "w", Action: deleteJob, Params: map[string]any{"data": job}}}
	m, book, service := &memory{}, &notebook{fails: everyRecord}, &countedSends{serve: fine}
	c := audited(t, service, audit.StrictMutations, book)
	run := func(m *memory) connector.BatchResult {
		results := slices.Collect(c.RunBatch(t.Context(), slices.Values([]connector.BatchCall{call}), connector.BatchOptions{Journal: m}))
		require.Len(t, results, 1)
		return results[0]
	}
	r := run(m)
	require.ErrorIs(t, r.Err, connector.ErrAudit)
	assert.Equal(t, connector.BatchFailed, r.Outcome)
	assert.Zero(t, service.since())
	for _, record := range m.all {
		assert.NotEqual(t, connector.JournalStarted, record.State)
	}

	book.fails = nil
	r = run(m.again())
	require.NoError(t, r.Err)
	assert.Equal(t, http.StatusOK, r.Status)
	assert.Equal(t, 1, service.since())
}

// A call that is no call of this connector does not get as far as being made, and is
// written down with a journal as it is without.
func TestABatchOfUnknownActions(t *testing.T) {
	for _, journal := range []connector.Journal{nil, &memory{}} {
		book := &notebook{}
		c := audited(t, roundTrip(fine), audit.BestEffort, book)
		call := connector.BatchCall{ID: "x", Call: connector.Call{Connection: "w", Action: "no_such_action"}}
		for r := range c.RunBatch(t.Context(), slices.Values([]connector.BatchCall{call}), connector.BatchOptions{Journal: journal}) {
			require.ErrorIs(t, r.Err, connector.ErrUnknownAction)
		}
		got, story := book.taken()
		require.Equal(t, []string{"refused no_such_action"}, story)
		assert.Equal(t, "UNKNOWN_ACTION", got[0].Error)
	}
}
