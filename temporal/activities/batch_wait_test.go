package activities

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/temporal/contract"
)

// Work that was started is in the journal, is given back when the worker stops, and is
// waited for by the next attempt.
func TestBatchHandsWorkOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("RUNNING")
		s := temporalService{stop: make(chan struct{})}
		answer := w.answer
		w.answer = func(r *http.Request) (*http.Response, error) {
			if w.count(polling) == 3 {
				close(s.stop)
			}
			return answer(r)
		}
		b := batchOf(start("a", true), start("b", true))
		failed, o := refusal(t, errOf(runBatch(t, &s, once(t, w), b)))
		assert.Equal(t, "WORKER_STOPPING", o.Code)
		assert.True(t, o.Retryable)
		assert.Positive(t, failed.NextRetryDelay())
		assert.Equal(t, 1, w.count(starts), "the second was not begun")
		assert.Zero(t, w.count(aborting))

		s.stop = nil
		w2 := running("TERMINATED/SUCCESS")
		tally, err := runBatch(t, &s, once(t, w2), b)
		require.NoError(t, err)
		assert.Equal(t, "a done, b done", outcomes(tally.Results))
		assert.Equal(t, 1, w2.count(starts))
		assert.Contains(t, string(tally.Results[0].Data), `"run_id":5`)
	})
}

// A call that is being sent when the worker stops is finished, and its end is told.
func TestBatchFinishesWhatItSends(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := office()
		s := temporalService{stop: make(chan struct{})}
		answer := w.answer
		w.answer = func(r *http.Request) (*http.Response, error) {
			close(s.stop)
			synctest.Wait()
			if r.Context().Err() != nil {
				return nil, r.Context().Err()
			}
			return answer(r)
		}
		_, o := refusal(t, errOf(runBatch(t, &s, once(t, w), batchOf(create("a"), create("b")))))
		assert.Equal(t, "WORKER_STOPPING", o.Code)
		s.stop, w.answer = nil, answer
		tally, err := runBatch(t, &s, once(t, w), batchOf(create("a"), create("b")))
		require.NoError(t, err)
		assert.Equal(t, "a done(skipped), b done", outcomes(tally.Results))
		assert.Equal(t, 2, w.count(creations))
	})
}

// When the workflow is cancelled the work that runs is aborted, and the tally is a detail.
func TestBatchIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("RUNNING")
		s := temporalService{answer: func(int, string) error {
			if w.count(polling) > 1 {
				return temporal.NewCanceledError()
			}
			return nil
		}}
		err := errOf(runBatch(t, &s, once(t, w), batchOf(start("a", true), start("b", true))))
		var cancelled *temporal.CanceledError
		require.ErrorAs(t, err, &cancelled)
		var tally contract.Tally
		require.NoError(t, cancelled.Details(&tally))
		assert.Equal(t, "a unknown", outcomes(tally.Results))
		assert.True(t, tally.Results[0].Aborted)
		assert.NotEmpty(t, tally.Results[0].Error.Handle)
		assert.Equal(t, 1, tally.NotRun)
		assert.Equal(t, 1, w.count(aborting))
		assert.Equal(t, 1, w.count(starts))
	})
}

// A handle is in writing before the first poll.
func TestBatchWritesHandles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("TERMINATED/SUCCESS")
		var s temporalService
		_, err := runBatch(t, &s, once(t, w), batchOf(start("a", true)))
		require.NoError(t, err)
		require.NotEmpty(t, s.heard())
		assert.Contains(t, s.heard()[0], `"handle"`)
		for _, said := range s.heard() {
			assert.NotContains(t, strings.ToLower(said), "t0ken")
		}
	})
}

// With a store of objects the results of an attempt that ended in order are not lost.
func TestBatchHandsResultsOn(t *testing.T) {
	for name, stored := range map[string]bool{"with a store": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			options := []func(*Options){}
			if stored {
				options = append(options, withStore(t))
			}
			synctest.Test(t, func(t *testing.T) {
				w := office()
				a := once(t, w, options...)
				s := temporalService{stop: make(chan struct{})}
				answer := w.answer
				w.answer = func(r *http.Request) (*http.Response, error) {
					if w.count(creations) == 2 {
						close(s.stop)
						synctest.Wait()
					}
					return answer(r)
				}
				b := batchOf(create("a"), create("bad"), create("c"))
				_, o := refusal(t, errOf(runBatch(t, &s, a, b)))
				require.Equal(t, "WORKER_STOPPING", o.Code)
				s.stop, w.answer = nil, answer
				tally, err := runBatch(t, &s, a, b)
				require.NoError(t, err)
				assert.Equal(t, "a done(skipped), bad failed, c done", outcomes(tally.Results))
				if stored {
					assert.JSONEq(t, `{"job_id":9007199254740993}`, string(tally.Results[0].Data))
				} else {
					assert.Nil(t, tally.Results[0].Data)
				}
			})
		})
	}
}

// A stop that comes when nothing is left to do changes nothing.
func TestBatchThatEndsWhenTheWorkerStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := office()
		s := temporalService{stop: make(chan struct{})}
		answer := w.answer
		w.answer = func(r *http.Request) (*http.Response, error) {
			close(s.stop)
			synctest.Wait()
			return answer(r)
		}
		b := batchOf(create("lost"))
		b.Concurrency = 1 << 40
		tally, err := runBatch(t, &s, once(t, w), b)
		require.NoError(t, err)
		assert.Equal(t, "lost unknown", outcomes(tally.Results))
	})
}
