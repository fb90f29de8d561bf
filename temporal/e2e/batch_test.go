//go:build e2e && unix

package e2e

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
)

const (
	batchSize  = 200
	batchKills = 3
)

// TestKillOfBatch kills the worker in the middle of a batch, and the one that goes on, and
// the next. What was done is not done again, and what nobody knows is said to be unknown.
func TestKillOfBatch(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 1)
	job := s.newJob(t)
	var b contract.Batch
	for i := range batchSize {
		call := contract.BatchCall{ID: fmt.Sprint("call-", i), Call: running(job)}
		if i%2 == 1 {
			call.Call = creating(call.ID)
		}
		b.Calls = append(b.Calls, call)
	}
	var holds []*held
	for range batchKills {
		holds = append(holds, s.hold(after, sendCreate, batchSize/2/(batchKills+1)))
	}
	w := s.work(t)
	f := byName(t, s, contract.RunBatch, b)
	for _, h := range holds {
		h.wait(t)
		w.kill()
		h.lost(t)
		w = s.work(t)
	}
	var tally contract.Tally
	f.gives(t, &tally)
	require.Len(t, tally.Results, batchSize)
	assert.Equal(t, batchSize, tally.Done+tally.Unknown)
	assert.Zero(t, tally.Failed)
	unknown, there, skipped := 0, 0, 0
	for i, r := range tally.Results {
		assert.Equal(t, fmt.Sprint("call-", i), r.ID)
		if r.Skipped {
			skipped++
		}
		if i%2 == 0 {
			assert.Equal(t, "done", r.Outcome, "%s has a token: %+v", r.ID, r.Error)
			continue
		}
		jobs := s.jobs(t, r.ID)
		if r.Outcome == "done" {
			assert.Equal(t, 1, jobs, r.ID)
			continue
		}
		assert.Equal(t, "unknown", r.Outcome)
		assert.LessOrEqual(t, jobs, 1, r.ID)
		unknown++
		there += jobs
	}
	assert.Len(t, s.runs(t), batchSize/2)
	assert.Equal(t, unknown, tally.Unknown)
	assert.GreaterOrEqual(t, there, batchKills, "the calls that were cut off had been made")
	assert.NotZero(t, skipped, "the last worker knew what those before it had done")
	t.Logf("%d calls: %d skipped, %d unknown, of which %d were made", batchSize, skipped, unknown, there)
}
