package activities

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/temporal/contract"
)

// Temporal keeps the details of a heartbeat also where it answers that the attempt is to
// end. Nothing is sent then, and the mark is taken back: the next attempt sends.
func TestPausedByTheMark(t *testing.T) {
	for _, answer := range []error{activity.ErrActivityPaused, activity.ErrActivityReset} {
		for _, name := range []string{contract.RunAction, contract.WaitAction} {
			synctest.Test(t, func(t *testing.T) {
				w := &workspace{answer: func(*http.Request) (*http.Response, error) {
					return says(200, `{"cluster_id":"a","state":"RUNNING"}`)
				}}
				s := temporalService{answer: func(int, string) error { return answer }}
				a := on(t, w)
				_, o := refusal(t, s.run(t, a, name, createCluster, nil))
				assert.Equal(t, "ATTEMPT_OVER", o.Code)
				assert.Equal(t, []string{marked, "{}"}, s.heard())
				assert.Zero(t, w.count(creating))
				s.answer = nil
				require.NoError(t, s.run(t, a, name, createCluster, nil))
				assert.Equal(t, 1, w.count(creating))
			})
		}
	}
}

// The same with the mark of a call of a batch, whose other calls go on with their ends.
func TestBatchPausedByAMark(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := office()
		s := temporalService{answer: func(n int, _ string) error {
			if n >= 3 { // the mark of b
				return activity.ErrActivityPaused
			}
			return nil
		}}
		b := batchOf(create("a"), create("b"))
		_, o := refusal(t, errOf(runBatch(t, &s, once(t, w), b)))
		assert.True(t, o.Retryable)
		assert.Equal(t, 1, w.count(creations))
		s.answer = nil
		tally, err := runBatch(t, &s, once(t, w), b)
		require.NoError(t, err)
		assert.Equal(t, "a done(skipped), b done", outcomes(tally.Results))
		assert.Equal(t, 2, w.count(creations))
	})
}

// A call that is being sent when the cancellation comes is told with its end, which
// Temporal took although it said that the attempt is cancelled.
func TestBatchCancelledWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := office()
		s := temporalService{answer: func(n int, _ string) error {
			if n >= 2 { // the end of a
				return temporal.NewCanceledError()
			}
			return nil
		}}
		err := errOf(runBatch(t, &s, once(t, w), batchOf(create("a"), create("b"))))
		var cancelled *temporal.CanceledError
		require.ErrorAs(t, err, &cancelled)
		var tally contract.Tally
		require.NoError(t, cancelled.Details(&tally))
		assert.Equal(t, "a done", outcomes(tally.Results))
		assert.Equal(t, 1, tally.NotRun)
		assert.Equal(t, 1, w.count(creations))
	})
}
