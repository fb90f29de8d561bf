package activities

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/worker"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

const (
	polling   = "GET /api/2.2/jobs/runs/get"
	aborting  = "POST /api/2.2/jobs/runs/cancel"
	pollingMk = "GET /api/2.1/clusters/get"
)

// running is a workspace in which run 5 goes through states, the last one for ever.
func running(states ...string) *workspace {
	polls := 0
	return &workspace{answer: func(r *http.Request) (*http.Response, error) {
		switch r.URL.Path {
		case "/api/2.2/jobs/run-now":
			return says(200, `{"run_id":5}`)
		case "/api/2.1/clusters/create":
			return says(200, `{"cluster_id":"c"}`)
		case "/api/2.2/jobs/runs/cancel":
			return says(200, `{}`)
		}
		state := states[min(polls, len(states)-1)]
		polls++
		life, result, _ := strings.Cut(state, "/")
		return says(200, fmt.Sprintf(`{"cluster_id":"c","state":{"life_cycle_state":%q,"result_state":%q,"state_message":"m"},"run_id":5}`, life, result))
	}}
}

func TestWaitAction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("PENDING", "RUNNING", "TERMINATED/SUCCESS")
		var s temporalService
		var f contract.Finished
		require.NoError(t, s.run(t, on(t, w), contract.WaitAction, runNow, &f))
		assert.Equal(t, "TERMINATED", f.State)
		assert.Equal(t, "SUCCESS", f.Result)
		assert.Contains(t, string(f.Data), `"run_id":5`)
		h, err := connector.ParseHandle([]byte(f.Handle))
		require.NoError(t, err)
		assert.Equal(t, "prod", h.Connection)
		assert.Equal(t, 1, w.count(startingRun))
		require.NotEmpty(t, s.heard())
		assert.Contains(t, s.heard()[0], f.Handle, "the handle is in writing before the first poll")
		assert.NotContains(t, s.heard()[0], "sending", "a token makes the start safe")
	})
}

// stoppingAt is a worker that stops at poll n.
func stoppingAt(n int, w *workspace) *temporalService {
	s := &temporalService{stop: make(chan struct{})}
	next := w.answer
	w.answer = func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodGet && w.count(polling) == n {
			close(s.stop)
		}
		return next(r)
	}
	return s
}

// A worker that stops before it has begun begins nothing.
func TestStoppedBeforeTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(worker.ErrWorkerShutdown)
		w := running("RUNNING")
		s := temporalService{ctx: ctx}
		_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, runNow, nil))
		assert.Equal(t, "WORKER_STOPPING", o.Code)
		assert.Empty(t, w.asked)
	})
}

// An attempt that finds a handle goes on with it and starts nothing.
func TestWaitGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("RUNNING")
		s := stoppingAt(2, w)
		failed, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, runNow, nil))
		assert.Equal(t, "WORKER_STOPPING", o.Code)
		assert.True(t, o.Retryable)
		assert.Equal(t, time.Millisecond, failed.NextRetryDelay())
		assert.Equal(t, 1, w.count(startingRun))
		assert.Zero(t, w.count(aborting))

		w2 := running("TERMINATED/SUCCESS")
		s.stop = nil
		var f contract.Finished
		require.NoError(t, s.run(t, on(t, w2), contract.WaitAction, runNow, &f))
		assert.Equal(t, "SUCCESS", f.Result)
		assert.Zero(t, w2.count(startingRun))
		assert.Equal(t, 1, w2.count(polling))
	})
}

// Where no token tells a repeat, the start is marked, and the handle takes the doubt away.
func TestWaitMarks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("RUNNING")
		w.answer = func(next func(*http.Request) (*http.Response, error)) func(*http.Request) (*http.Response, error) {
			return func(r *http.Request) (*http.Response, error) {
				if r.URL.Path == "/api/2.1/clusters/get" {
					return says(200, `{"cluster_id":"c","state":"RUNNING"}`)
				}
				return next(r)
			}
		}(w.answer)
		var s temporalService
		require.NoError(t, s.run(t, on(t, w), contract.WaitAction, createCluster, nil))
		heard := s.heard()
		require.GreaterOrEqual(t, len(heard), 2)
		assert.Equal(t, marked, heard[0])
		assert.Contains(t, heard[1], `"handle"`)
		require.NoError(t, s.run(t, on(t, w), contract.WaitAction, createCluster, nil))
		assert.Equal(t, 1, w.count(creating))
		assert.Equal(t, 2, w.count(pollingMk))

		s = temporalService{last: contract.Progress{Sending: true}}
		_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, createCluster, nil))
		assert.Equal(t, "UNKNOWN_OUTCOME", o.Code)
		assert.Equal(t, 1, w.count(creating))
	})
}

func TestWorkThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s temporalService
		_, o := refusal(t, s.run(t, on(t, running("TERMINATED/FAILED")), contract.WaitAction, runNow, nil))
		assert.Equal(t, connector.CategoryFailed, o.Category)
		assert.Equal(t, "FAILED", o.Result)
		assert.NotEmpty(t, o.Handle)
		assert.False(t, o.Retryable)
	})
}

// The time for the work runs from its start, over all attempts.
func TestTimeoutOverAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := temporalService{stop: make(chan struct{})}
		input := strings.Replace(runNow, `{`, `{"timeout_seconds":60,`, 1)
		w := running("RUNNING")
		go func() {
			time.Sleep(50 * time.Second) // synctest's time
			close(s.stop)
		}()
		_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, input, nil))
		require.Equal(t, "WORKER_STOPPING", o.Code)
		s.stop = nil
		began := time.Now()
		_, o = refusal(t, s.run(t, on(t, w), contract.WaitAction, input, nil))
		assert.Equal(t, "TIMEOUT", o.Code)
		assert.False(t, o.Retryable)
		assert.NotEmpty(t, o.Handle)
		assert.Equal(t, 10*time.Second, time.Since(began).Round(time.Second))
		assert.Zero(t, w.count(aborting), "it may be waited for once more")
	})
}

// A poll that the service cannot answer now is one for the next attempt; one that it
// refuses is not.
func TestPollsThatFail(t *testing.T) {
	for status, again := range map[int]bool{503: true, 403: false} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := running("RUNNING")
				start := w.answer
				w.answer = func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodGet {
						return says(status, `{}`)
					}
					return start(r)
				}
				var s temporalService
				_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, runNow, nil))
				assert.Equal(t, again, o.Retryable)
				assert.NotEmpty(t, o.Handle)
				assert.Equal(t, 1, w.count(startingRun))
				if again {
					assert.Greater(t, w.count(polling), 1, "polls keep the retries of the runtime")
				}
			})
		})
	}
}

func TestHandleFromOutside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("TERMINATED/SUCCESS")
		var s temporalService
		var f contract.Finished
		require.NoError(t, s.run(t, on(t, w), contract.WaitAction, runNow, &f))
		require.NoError(t, s.run(t, on(t, w), contract.WaitAction, `{"handle":"`+f.Handle+`"}`, &f))
		assert.Equal(t, 1, w.count(startingRun))

		for name, input := range map[string]string{
			"torn":           `{"handle":"` + f.Handle[:20] + `"}`,
			"another action": `{"action":"post_api_2_1_clusters_create","handle":"` + f.Handle + `"}`,
		} {
			s = temporalService{}
			_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, input, nil))
			assert.Equal(t, "UNUSABLE_HANDLE", o.Code, name)
			assert.False(t, o.Retryable, name)
		}
		other := on(t, w, func(o *Options) { o.Connection = "other" })
		s = temporalService{}
		_, o := refusal(t, s.run(t, other, contract.WaitAction, `{"handle":"`+f.Handle+`"}`, nil))
		assert.Contains(t, o.Message, "actionctl-prod")
	})
}

func TestBadTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("RUNNING")
		var s temporalService
		input := strings.Replace(runNow, `{`, `{"timeout_seconds":-1,"interval_seconds":1e300,`, 1)
		_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, input, nil))
		assert.Len(t, o.Problems, 2)
		assert.Empty(t, w.asked)
	})
}

// A start without an answer: the token makes it one for the next attempt, without one
// nobody knows.
func TestStartWithoutAnAnswer(t *testing.T) {
	for input, again := range map[string]bool{runNow: true, createCluster: false} {
		synctest.Test(t, func(t *testing.T) {
			w := &workspace{answer: func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }}
			var s temporalService
			_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, input, nil))
			assert.Equal(t, again, o.Retryable)
			assert.Equal(t, !again, o.Category == connector.CategoryUnknown)
			assert.True(t, o.InDoubt)
			assert.Len(t, w.asked, 1)
		})
	}
}

// Work whose answer has no place is not started again, and its end can be asked for once
// more by its handle.
func TestLargeAnswerOfWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		large := `{"run_id":5,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"},"x":"` + strings.Repeat("x", smallestMaxPayload) + `"}`
		w := running("")
		start := w.answer
		w.answer = func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodGet {
				return says(200, large)
			}
			return start(r)
		}
		var s temporalService
		_, o := refusal(t, s.run(t, on(t, w, func(o *Options) { o.MaxPayload = smallestMaxPayload }), contract.WaitAction, runNow, nil))
		assert.Equal(t, "ANSWER_TOO_LARGE", o.Code)
		assert.False(t, o.Retryable)
		assert.Contains(t, o.Message, "the work ended in success, but: the answer is too large")

		store, stores := storeFor(t)
		var f contract.Finished
		require.NoError(t, s.run(t, on(t, w, stores), contract.WaitAction, `{"handle":"`+o.Handle+`"}`, &f))
		assert.JSONEq(t, large, contentOf(t, store, f.Object))
		assert.Equal(t, 1, w.count(startingRun))
	})
}
