package activities

import (
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Results that two attempts before have left are not lost when the one between stops early.
func TestBatchHandsResultsOnTwice(t *testing.T) {
	store := withStore(t)
	synctest.Test(t, func(t *testing.T) {
		w := office()
		a := once(t, w, store)
		answer := w.answer
		s := temporalService{}
		stopAt := func(path string) {
			s.stop = make(chan struct{})
			stopped := false
			w.answer = func(r *http.Request) (*http.Response, error) {
				if r.URL.Path == path && !stopped && (path != "/api/2.2/jobs/create" || w.count(creations) == 2) {
					stopped = true
					close(s.stop)
					synctest.Wait()
				}
				return answer(r)
			}
		}
		b := batchOf(get("r"), create("a"), create("b"), create("c"))
		for _, path := range []string{"/api/2.2/jobs/create", "/api/2.2/jobs/get"} {
			stopAt(path)
			_, o := refusal(t, errOf(runBatch(t, &s, a, b)))
			require.Equal(t, "WORKER_STOPPING", o.Code)
		}
		s.stop, w.answer = nil, answer
		tally, err := runBatch(t, &s, a, b)
		require.NoError(t, err)
		assert.Equal(t, "r done, a done(skipped), b done(skipped), c done", outcomes(tally.Results))
		assert.JSONEq(t, `{"job_id":9007199254740993}`, string(tally.Results[1].Data))
		assert.JSONEq(t, `{"job_id":9007199254740993}`, string(tally.Results[2].Data))
		assert.Equal(t, 3, w.count(creations))
	})
}

// An attempt after one that was killed stops where that one would have: it sends nothing
// that had not been begun, but tells what is known.
func TestBatchStopsAtWhatIsLost(t *testing.T) {
	for retry, want := range map[bool]string{
		false: "a done(skipped), b unknown(skipped)",
		true:  "a done(skipped), b done, c done",
	} {
		synctest.Test(t, func(t *testing.T) {
			b := batchOf(create("a"), create("b"), create("c"))
			b.StopOnError, b.RetryUnknown = true, retry
			var first temporalService
			_, err := runBatch(t, &first, once(t, office()), b)
			require.NoError(t, err)
			w := office()
			s := temporalService{last: json.RawMessage(first.heard()[2])} // the mark of b
			tally, err := runBatch(t, &s, once(t, w), b)
			require.NoError(t, err)
			assert.Equal(t, want, outcomes(tally.Results))
			assert.Equal(t, 3-len(tally.Results), tally.NotRun)
			assert.Equal(t, len(tally.Results)-1-tally.Unknown, w.count(creations))
		})
	}
}

// Results that cannot be read just now are no reason to lose them.
func TestBatchWaitsForItsResults(t *testing.T) {
	store := withStore(t)
	synctest.Test(t, func(t *testing.T) {
		w := office()
		broken := &brokenStore{}
		a := once(t, w, store, func(o *Options) { broken.Store, o.Objects = o.Objects, broken })
		answer := w.answer
		s := temporalService{stop: make(chan struct{})}
		w.answer = func(r *http.Request) (*http.Response, error) {
			close(s.stop)
			synctest.Wait()
			return answer(r)
		}
		b := batchOf(create("a"), create("b"))
		_, o := refusal(t, errOf(runBatch(t, &s, a, b)))
		require.Equal(t, "WORKER_STOPPING", o.Code)
		s.stop, w.answer, broken.left = nil, answer, 1
		_, o = refusal(t, errOf(runBatch(t, &s, a, b)))
		assert.Equal(t, "STORE_FAILED", o.Code)
		assert.True(t, o.Retryable)
		tally, err := runBatch(t, &s, a, b)
		require.NoError(t, err)
		assert.JSONEq(t, `{"job_id":9007199254740993}`, string(tally.Results[0].Data))
		assert.Equal(t, 2, w.count(creations))
	})
}
