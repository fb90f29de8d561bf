package connector_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// runsWork is a service that starts run 5 and then tells the states given, the last
// one for ever.
func runsWork(states ...string) *service {
	polls := 0
	return &service{answer: func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/run-now") {
			return answering(http.StatusOK, nil, []byte(`{"run_id":5}`)), nil
		}
		state := states[min(polls, len(states)-1)]
		polls++
		life, result, _ := strings.Cut(state, "/")
		return answering(http.StatusOK, nil, []byte(`{"run_id":5,"state":{"life_cycle_state":"`+life+`","result_state":"`+result+`"}}`)), nil
	}}
}

func (s *service) started() int {
	n := 0
	for _, line := range s.heard {
		if strings.HasSuffix(line, "/run-now") {
			n++
		}
	}
	return n
}

func TestBatchWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, s := &memory{}, runsWork("PENDING", "RUNNING", "TERMINATED/SUCCESS")
		conn := carriedBy(t, s)
		told := 0
		o := connector.BatchOptions{Journal: m, Wait: connector.WaitOptions{OnProgress: func(connector.Progress) { told++ }}}
		got := runJournaled(t, conn, o, starting("x", true))
		require.NoError(t, got[0].Err)
		assert.Equal(t, "5", got[0].Data.(map[string]any)["run_id"].(interface{ String() string }).String())
		assert.Equal(t, http.StatusOK, got[0].Status)
		assert.Equal(t, []string{"x started 0 ", "x started 0 ", "x done 200 "}, m.states())
		assert.NotEmpty(t, m.all[1].Handle)
		assert.Positive(t, told)
		assert.True(t, runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, starting("x", true))[0].Skipped)
		assert.Equal(t, 1, s.started())
	})
}

// A wait that is broken off goes on in the next run: the work is not started again.
func TestBatchGoesOnWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, s := &memory{}, runsWork("RUNNING")
		ctx, cancel := context.WithCancel(t.Context())
		o := connector.BatchOptions{Journal: m, Wait: connector.WaitOptions{OnProgress: func(p connector.Progress) {
			if p.Polls == 2 {
				cancel()
			}
		}}}
		var first []connector.BatchResult
		for r := range carriedBy(t, s).RunBatch(ctx, values([]connector.BatchCall{starting("x", true)}), o) {
			first = append(first, r)
		}
		require.Len(t, first, 1)
		assert.Equal(t, connector.BatchUnknown, first[0].Outcome)
		assert.ErrorIs(t, first[0].Err, context.Canceled)
		assert.Equal(t, connector.JournalStarted, m.last["x"].State)

		s.answer = runsWork("RUNNING", "TERMINATED/SUCCESS").answer
		got := runJournaled(t, carriedBy(t, s), connector.BatchOptions{Journal: m.again(), RetryUnknown: true}, starting("x", true))
		require.NoError(t, got[0].Err)
		assert.False(t, got[0].Skipped)
		assert.Equal(t, 1, s.started())
		assert.Equal(t, connector.JournalDone, m.last["x"].State)
	})
}

// Work that failed is not started again, unless somebody asks for it: then as new
// work, with a token of its own.
func TestBatchOfWorkThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, s := &memory{}, runsWork("RUNNING", "TERMINATED/FAILED")
		conn := carriedBy(t, s)
		got := runJournaled(t, conn, connector.BatchOptions{Journal: m}, starting("x", true))
		assert.ErrorIs(t, got[0].Err, connector.ErrFailed)
		assert.Equal(t, connector.BatchFailed, got[0].Outcome)
		assert.Equal(t, connector.JournalFailed, m.last["x"].State)

		next := runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, starting("x", true))
		assert.True(t, next[0].Skipped)
		assert.ErrorIs(t, next[0].Err, connector.ErrFailed)
		assert.Equal(t, connector.BatchFailed, next[0].Outcome)
		object := connector.NewErrorObject(next[0].Err, next[0].Call)
		assert.Equal(t, connector.CategoryFailed, object.Category)

		s.answer = runsWork("TERMINATED/SUCCESS").answer
		last := runJournaled(t, conn, connector.BatchOptions{Journal: m.again(), RetryFailed: true}, starting("x", true))
		require.NoError(t, last[0].Err)
		require.Equal(t, 2, s.started())
		assert.NotEqual(t, s.bodies[0]["idempotency_token"], s.bodies[len(s.bodies)-2]["idempotency_token"])
	})
}

// A start whose answer was lost goes out again with its token, and then is waited for.
func TestBatchStartsAgainWithItsToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, s := &memory{}, &service{answer: breaks}
		conn := carriedBy(t, s)
		got := runJournaled(t, conn, connector.BatchOptions{Journal: m}, starting("x", true))
		assert.Equal(t, connector.BatchUnknown, got[0].Outcome)
		assert.ErrorIs(t, got[0].Err, connector.ErrUnknownOutcome)
		s.answer = runsWork("TERMINATED/SUCCESS").answer
		next := runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, starting("x", true))
		require.NoError(t, next[0].Err)
		assert.Equal(t, s.bodies[0]["idempotency_token"], s.bodies[1]["idempotency_token"])
	})
}

func TestBatchDoesNotWaitForWhatCannotBeWaitedFor(t *testing.T) {
	m, s := &memory{}, &service{answer: says(http.StatusOK, `{}`)}
	call := creating("x", "a")
	call.Wait = true
	got := runJournaled(t, carriedBy(t, s), connector.BatchOptions{Journal: m}, call)
	assert.ErrorIs(t, got[0].Err, connector.ErrNoWait)
	assert.Equal(t, connector.BatchFailed, got[0].Outcome)
	assert.Empty(t, s.heard)
	assert.Empty(t, m.all)
}
