package activities

import (
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

const (
	createCluster = `{"action":"post_api_2_1_clusters_create","params":{"data":{"cluster_name":"x","spark_version":"15.4.x-scala2.12","num_workers":1}}}`
	listClusters  = `{"action":"get_api_2_1_clusters_list"}`
	runNow        = `{"action":"post_api_2_2_jobs_run_now","params":{"data":{"job_id":1}}}`
	creating      = "POST /api/2.1/clusters/create"
	startingRun   = "POST /api/2.2/jobs/run-now"
	marked        = `{"sending":true}`
)

func TestRunAction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &workspace{answer: func(*http.Request) (*http.Response, error) {
			return says(200, `{"clusters":[{"cluster_id":"a","n":12345678901234567890}]}`)
		}}
		var s temporalService
		var r contract.Result
		require.NoError(t, s.run(t, on(t, w), contract.RunAction, listClusters, &r))
		assert.Equal(t, 200, r.Status)
		assert.Equal(t, "r-1", r.RequestID)
		assert.JSONEq(t, `{"clusters":[{"cluster_id":"a","n":12345678901234567890}]}`, string(r.Data))
		assert.Contains(t, string(r.Data), "12345678901234567890", "all digits")
		assert.Empty(t, s.heard(), "what reads needs no heartbeat as long as it is quick")
	})
}

// What must not go out twice goes out when Temporal has that in writing, and not before.
func TestMarkGoesBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s temporalService
		w := &workspace{answer: func(*http.Request) (*http.Response, error) {
			assert.Equal(t, []string{marked}, s.heard())
			return says(200, `{"cluster_id":"a"}`)
		}}
		require.NoError(t, s.run(t, on(t, w), contract.RunAction, createCluster, nil))
		assert.Equal(t, 1, w.count(creating))

		s = temporalService{answer: func(int, string) error { return io.ErrUnexpectedEOF }}
		_, o := refusal(t, s.run(t, on(t, w), contract.RunAction, createCluster, nil))
		assert.Equal(t, "NOT_MARKED", o.Code)
		assert.True(t, o.Retryable)
		assert.Equal(t, 1, w.count(creating), "nothing was sent without the mark")
		assert.Equal(t, []string{marked, "{}"}, s.heard(), "Temporal may have taken the mark")
	})
}

// An attempt that finds the mark of another one does not send.
func TestUnknownOutcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &workspace{answer: func(*http.Request) (*http.Response, error) { return says(200, `{}`) }}
		s := temporalService{attempt: 1, last: contract.Progress{Sending: true}}
		_, o := refusal(t, s.run(t, on(t, w), contract.RunAction, createCluster, nil))
		assert.Equal(t, connector.CategoryUnknown, o.Category)
		assert.Equal(t, "UNKNOWN_OUTCOME", o.Code)
		assert.True(t, o.InDoubt)
		assert.False(t, o.Retryable)
		assert.Contains(t, o.Hint, "done: Create and start a new Spark cluster;")
		assert.Zero(t, w.count(creating))
	})
}

// What may go out twice goes out again, with the same token.
func TestTheSameTokenAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &workspace{}
		w.answer = func(*http.Request) (*http.Response, error) {
			if len(w.asked) == 1 {
				return nil, io.ErrUnexpectedEOF
			}
			return says(200, `{"run_id":5}`)
		}
		var s temporalService
		_, o := refusal(t, s.run(t, on(t, w), contract.RunAction, runNow, nil))
		assert.Equal(t, connector.CategoryNetwork, o.Category)
		assert.True(t, o.Retryable)
		require.NoError(t, s.run(t, on(t, w), contract.RunAction, runNow, nil))
		require.Equal(t, 2, w.count(startingRun))
		assert.Equal(t, w.sent[0], w.sent[1])
		assert.Regexp(t, `"idempotency_token":"[a-z2-7]{52}"`, w.sent[0])
		assert.Empty(t, s.heard())
	})
}

// A request that was answered with an outage and may have been carried out is one whose
// outcome nobody knows. One that was put off is sent again: its mark is taken back.
func TestWhatAFailureLeaves(t *testing.T) {
	for name, c := range map[string]struct {
		answer   func(*http.Request) (*http.Response, error)
		category string
		again    bool
		doubt    bool
		delay    time.Duration
		last     string // heartbeat
	}{
		"throttled": {func(*http.Request) (*http.Response, error) { return says(429, `{}`, "Retry-After", "7") }, connector.CategoryRateLimit, true, false, 7 * time.Second, `{}`},
		"come back": {func(*http.Request) (*http.Response, error) { return says(503, `{}`, "Retry-After", "3") }, connector.CategoryServer, true, false, 3 * time.Second, `{}`},
		"come back when": {func(*http.Request) (*http.Response, error) {
			return says(503, `{}`, "Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")
		}, connector.CategoryServer, true, false, time.Hour, `{}`},
		"an outage":      {func(*http.Request) (*http.Response, error) { return says(502, `{}`) }, connector.CategoryUnknown, false, true, 0, marked},
		"no answer":      {func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }, connector.CategoryUnknown, false, true, 0, marked},
		"not there":      {func(*http.Request) (*http.Response, error) { return says(404, `{}`) }, connector.CategoryNotFound, false, false, 0, marked},
		"not allowed":    {func(*http.Request) (*http.Response, error) { return says(403, `{}`) }, connector.CategoryAuth, false, false, 0, marked},
		"not understood": {func(*http.Request) (*http.Response, error) { return says(400, `{}`) }, connector.CategoryClient, false, false, 0, marked},
		"a web page":     {func(*http.Request) (*http.Response, error) { return says(200, `<html>`) }, connector.CategoryServer, false, false, 0, marked},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &workspace{answer: c.answer}
				var s temporalService
				failed, o := refusal(t, s.run(t, on(t, w), contract.RunAction, createCluster, nil))
				assert.Equal(t, c.category, o.Category)
				assert.Equal(t, c.again, o.Retryable)
				assert.Equal(t, c.doubt, o.InDoubt)
				assert.Equal(t, c.delay, failed.NextRetryDelay())
				assert.Equal(t, c.last, s.heard()[len(s.heard())-1])
				assert.Equal(t, 1, w.count(creating), "Temporal repeats, the runtime does not")
				if c.again {
					w.answer = func(*http.Request) (*http.Response, error) { return says(200, `{}`) }
					require.NoError(t, s.run(t, on(t, w), contract.RunAction, createCluster, nil))
				}
			})
		})
	}
}

// What was found wrong before anything was sent fails for good, and says all of it.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ input, code, category string }{
		"another connection": {`{"action":"get_api_2_1_clusters_list","connection":"other","validation":"x","answer":"y"}`, "INVALID_PARAMETERS", connector.CategoryValidation},
		"unknown action":     {`{"action":"get_no_such"}`, "UNKNOWN_ACTION", connector.CategoryUsage},
		"no action":          {`{}`, "UNKNOWN_ACTION", connector.CategoryUsage},
		"unknown parameter":  {`{"action":"get_api_2_1_clusters_list","params":{"no":1}}`, "INVALID_PARAMETERS", connector.CategoryValidation},
		"wrong body":         {`{"action":"post_api_2_1_clusters_create","params":{"data":{"num_workers":"many"}}}`, "INVALID_PARAMETERS", connector.CategoryValidation},
		"unknown field":      {`{"action":"get_api_2_1_clusters_list","parms":{}}`, "BAD_INPUT", connector.CategoryUsage},
		"a name twice":       {`{"action":"get_api_2_1_clusters_list","action":"post_api_2_1_clusters_create"}`, "BAD_INPUT", connector.CategoryUsage},
		"other letters":      {`{"action":"get_api_2_1_clusters_list","Action":"post_api_2_1_clusters_create"}`, "BAD_INPUT", connector.CategoryUsage},
		"deep inside":        {`{"action":"get_api_2_1_clusters_list","body":{"uri":"x","size":1,"\u017fize":2,"sha256":""}}`, "BAD_INPUT", connector.CategoryUsage},
		"a list":             {`[]`, "BAD_INPUT", connector.CategoryUsage},
		"nothing":            {`null`, "BAD_INPUT", connector.CategoryUsage},
		"no store":           {`{"action":"get_api_2_1_clusters_list","answer":"object","body":{"uri":"file:///x","size":1,"sha256":""}}`, "INVALID_PARAMETERS", connector.CategoryValidation},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &workspace{answer: func(*http.Request) (*http.Response, error) { return says(200, `{}`) }}
				var s temporalService
				_, o := refusal(t, s.run(t, on(t, w), contract.RunAction, c.input, nil))
				assert.Equal(t, c.code, o.Code)
				assert.Equal(t, c.category, o.Category)
				assert.False(t, o.Retryable)
				assert.Empty(t, w.asked)
				if name == "another connection" {
					assert.Len(t, o.Problems, 3)
				}
			})
		})
	}
}
