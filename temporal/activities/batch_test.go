package activities

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

const (
	createJob = "post_api_2_2_jobs_create"
	startRun  = "post_api_2_2_jobs_run_now"
	getJob    = "get_api_2_2_jobs_get"
	creations = "POST /api/2.2/jobs/create"
	starts    = "POST /api/2.2/jobs/run-now"
)

// office is a workspace that creates jobs, starts run 5 of them, and knows them by number.
// A job called bad is refused, of one called lost no answer comes.
func office() *workspace {
	w := &workspace{}
	w.answer = func(r *http.Request) (*http.Response, error) {
		switch r.URL.Path {
		case "/api/2.2/jobs/create":
			w.mu.Lock()
			body := w.sent[len(w.sent)-1]
			w.mu.Unlock()
			switch {
			case strings.Contains(body, `"bad"`):
				return says(400, `{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}`)
			case strings.Contains(body, `"lost"`):
				return nil, io.ErrUnexpectedEOF
			}
			return says(200, `{"job_id":9007199254740993}`)
		case "/api/2.2/jobs/run-now":
			return says(200, `{"run_id":5}`)
		}
		return says(200, `{"job_id":`+r.URL.Query().Get("job_id")+`}`)
	}
	return w
}

func create(name string) contract.BatchCall {
	return contract.BatchCall{ID: name, Call: contract.Call{Action: createJob, Params: contract.Values{"data": map[string]any{"name": name}}}}
}

func get(id string) contract.BatchCall {
	return contract.BatchCall{ID: id, Call: contract.Call{Action: getJob, Params: contract.Values{"job_id": 7}}}
}

func start(id string, wait bool) contract.BatchCall {
	return contract.BatchCall{ID: id, Wait: wait, Call: contract.Call{Action: startRun, Params: contract.Values{"data": map[string]any{"job_id": 1}}}}
}

func batchOf(calls ...contract.BatchCall) contract.Batch {
	return contract.Batch{Calls: calls, Concurrency: 1}
}

// runBatch is one attempt of a batch.
func runBatch(t *testing.T, s *temporalService, a *Activities, b contract.Batch) (contract.Tally, error) {
	t.Helper()
	text, err := json.Marshal(b)
	require.NoError(t, err)
	var tally contract.Tally
	err = s.run(t, a, contract.RunBatch, string(text), &tally)
	return tally, err
}

// outcomes are those of results, by id.
func outcomes(results []contract.BatchResult) string {
	var all []string
	for _, r := range results {
		skipped := ""
		if r.Skipped {
			skipped = "(skipped)"
		}
		all = append(all, r.ID+" "+r.Outcome+skipped)
	}
	return strings.Join(all, ", ")
}

func TestRunBatch(t *testing.T) {
	w := office()
	b := batchOf(create("a"), get("b"), create("bad"), create("lost"), start("", false))
	b.Concurrency = 4
	tally, err := runBatch(t, &temporalService{}, once(t, w), b)
	require.NoError(t, err)
	assert.Equal(t, "a done, b done, bad failed, lost unknown, 5 done", outcomes(tally.Results))
	assert.Equal(t, []int{3, 1, 1, 0}, []int{tally.Done, tally.Failed, tally.Unknown, tally.NotRun})
	assert.JSONEq(t, `{"job_id":9007199254740993}`, string(tally.Results[0].Data))
	assert.Contains(t, string(tally.Results[0].Data), "9007199254740993")
	assert.Equal(t, 200, tally.Results[1].Status)
	assert.Equal(t, "INVALID_PARAMETER_VALUE", tally.Results[2].Error.Code)
	assert.True(t, tally.Results[3].Error.InDoubt)
	assert.False(t, tally.DataLeftOut)
}

// Whatever heartbeat was the last that Temporal heard of an attempt that was killed: the
// next one sends nothing again that may have been sent.
func TestBatchGoesOnAfterAnyHeartbeat(t *testing.T) {
	b := batchOf(create("a"), get("b"), create("bad"), create("c"), start("d", false))
	var first temporalService
	_, err := runBatch(t, &first, once(t, office()), b)
	require.NoError(t, err)
	heard := first.heard()
	require.Len(t, heard, 7, "three creations and their ends, and the end of a start")
	for i, want := range []string{
		"a unknown(skipped), b done, bad failed, c done, d done",
		"a done(skipped), b done, bad failed, c done, d done",
		"a done(skipped), b done, bad unknown(skipped), c done, d done",
		"a done(skipped), b done, bad failed, c done, d done", // what was refused did nothing
		"a done(skipped), b done, bad failed, c unknown(skipped), d done",
		"a done(skipped), b done, bad failed, c done(skipped), d done",
		"a done(skipped), b done, bad failed, c done(skipped), d done(skipped)",
	} {
		t.Run(strconv.Itoa(i+1), func(t *testing.T) {
			w := office()
			s := temporalService{last: json.RawMessage(heard[i])}
			tally, err := runBatch(t, &s, once(t, w), b)
			require.NoError(t, err)
			assert.Equal(t, want, outcomes(tally.Results))
			sent := strings.Join(w.sent, "\n")
			for _, r := range tally.Results {
				if r.Skipped && r.ID != "d" {
					assert.NotContains(t, sent, `"name":"`+r.ID+`"`)
				}
			}
		})
	}
}

// A repeat has the tokens of the first attempt, and no two calls have the same.
func TestTokensOfABatch(t *testing.T) {
	b := batchOf(start("a", false), start("b", false))
	tokens := func(w *workspace) []string {
		var all []string
		for _, body := range w.sent {
			var v struct {
				Token string `json:"idempotency_token"`
			}
			require.NoError(t, json.Unmarshal([]byte(body), &v))
			require.NotEmpty(t, v.Token)
			all = append(all, v.Token)
		}
		return all
	}
	one, two := office(), office()
	_, err := runBatch(t, &temporalService{}, once(t, one), b)
	require.NoError(t, err)
	_, err = runBatch(t, &temporalService{}, once(t, two), b)
	require.NoError(t, err)
	assert.Equal(t, tokens(one), tokens(two))
	assert.NotEqual(t, tokens(one)[0], tokens(one)[1])
}

// A batch that only reads needs no heartbeat, and reads again for its answers.
func TestBatchOfReads(t *testing.T) {
	var calls []contract.BatchCall
	for i := range 100 {
		calls = append(calls, get(strconv.Itoa(i)))
	}
	s := temporalService{answer: func(int, string) error { return errors.New("nobody hears it") }}
	tally, err := runBatch(t, &s, once(t, office()), batchOf(calls...))
	require.NoError(t, err)
	assert.Equal(t, 100, tally.Done)
	w := office()
	tally, err = runBatch(t, &temporalService{}, once(t, w), batchOf(calls...))
	require.NoError(t, err)
	assert.Len(t, w.asked, 100)
	assert.JSONEq(t, `{"job_id":7}`, string(tally.Results[99].Data))
}

// Where Temporal does not take the mark, nothing is sent, and another attempt goes on.
func TestBatchWithoutMarks(t *testing.T) {
	w := office()
	down := errors.New("unavailable")
	s := temporalService{answer: func(n int, _ string) error {
		if n == 3 {
			return down
		}
		return nil
	}}
	_, o := refusal(t, errOf(runBatch(t, &s, once(t, w), batchOf(create("a"), create("b"), create("c")))))
	assert.True(t, o.Retryable)
	assert.Equal(t, "NOT_MARKED", o.Code)
	assert.Equal(t, 1, w.count(creations))

	tally, err := runBatch(t, &s, once(t, w), batchOf(create("a"), create("b"), create("c")))
	require.NoError(t, err)
	assert.Equal(t, "a done(skipped), b done, c done", outcomes(tally.Results))
	assert.Equal(t, 3, w.count(creations))
}

func errOf(_ contract.Tally, err error) error { return err }

func TestBatchStopsOnError(t *testing.T) {
	w := office()
	b := batchOf(create("a"), create("bad"), create("c"), create("d"))
	b.StopOnError = true
	tally, err := runBatch(t, &temporalService{}, once(t, w), b)
	require.NoError(t, err)
	assert.Equal(t, "a done, bad failed", outcomes(tally.Results))
	assert.Equal(t, 2, tally.NotRun)
	assert.Equal(t, 2, w.count(creations))
}

// A call that is refused before it is one is a result as any other.
func TestBatchWithACallForAnotherQueue(t *testing.T) {
	w := office()
	other := create("b")
	other.Connection = "other"
	tally, err := runBatch(t, &temporalService{}, once(t, w), batchOf(create("a"), other, create("c")))
	require.NoError(t, err)
	assert.Equal(t, "a done, b failed, c done", outcomes(tally.Results))
	assert.Equal(t, connector.CategoryValidation, tally.Results[1].Error.Category)
	assert.Contains(t, fmt.Sprint(tally.Results[1].Error.Problems), "actionctl-other")
	assert.Equal(t, 2, w.count(creations))
}

func TestBatchInALocalActivity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := office()
		s := temporalService{change: func(i *activity.Info) { i.IsLocalActivity = true }}
		_, o := refusal(t, errOf(runBatch(t, &s, once(t, w), batchOf(create("a")))))
		assert.Equal(t, "LOCAL_ACTIVITY", o.Code)
		assert.Empty(t, w.asked)
	})
}
