package activities

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/temporal/contract"
)

func TestKey(t *testing.T) {
	info := func(change ...func(*activity.Info)) activity.Info {
		i := activity.Info{Namespace: "n", WorkflowExecution: workflow.Execution{ID: "w", RunID: "r"}, ActivityID: "a", Attempt: 1}
		for _, c := range change {
			c(&i)
		}
		return i
	}
	key := keyOf(info())
	assert.Regexp(t, `^[a-z2-7]{52}$`, key)
	assert.Equal(t, key, keyOf(info(func(i *activity.Info) { i.Attempt, i.TaskToken = 9, []byte("other") })), "the same for all attempts")
	seen := map[string]bool{key: true}
	for _, other := range []string{
		keyOf(info(func(i *activity.Info) { i.Namespace = "m" })),
		keyOf(info(func(i *activity.Info) { i.WorkflowExecution.ID = "v" })),
		keyOf(info(func(i *activity.Info) { i.WorkflowExecution.RunID = "s" })),
		keyOf(info(func(i *activity.Info) { i.ActivityID = "b" })),
		keyOf(info(func(i *activity.Info) { i.ActivityRunID = "x" })),
		keyOf(info(func(i *activity.Info) { i.WorkflowExecution = workflow.Execution{ID: "wr", RunID: ""} })),
		keyOf(info(), "1"), keyOf(info(), "2"), keyOf(info(), "1", "2"), keyOf(info(), "12"),
	} {
		assert.False(t, seen[other])
		seen[other] = true
	}
}

// An error object is never too large, and keeps what helps most.
func TestErrorsFit(t *testing.T) {
	long := strings.Repeat("x", 10<<10)
	o := connector.ErrorObject{Message: long + long, Handle: "h", Code: "C", Hint: "hint"}
	for range 40 {
		o.Details = append(o.Details, long)
		o.Attempts = append(o.Attempts, connector.Attempt{Error: long})
		o.Parts = append(o.Parts, connector.Part{Message: long})
	}
	fit := fitting(o)
	text, err := json.Marshal(fit)
	require.NoError(t, err)
	assert.LessOrEqual(t, len(text), largestError)
	assert.Equal(t, "h", fit.Handle)
	assert.Equal(t, "C", fit.Code)
	assert.Equal(t, "hint", fit.Hint)
	assert.Len(t, o.Details, 40, "the object itself stays")

	made := strings.Repeat(long, 10)
	text, err = json.Marshal(fitting(connector.ErrorObject{Action: made, Connection: made, Code: made, State: made, RequestID: made}))
	require.NoError(t, err)
	assert.LessOrEqual(t, len(text), largestError)

	assert.Equal(t, "a\uFFFDb", fitting(connector.ErrorObject{Message: "a\xffb"}).Message, "failures hold UTF-8 only")

	small := connector.ErrorObject{Message: "m", Details: []any{"d"}, Attempts: []connector.Attempt{{}}}
	assert.Equal(t, small, fitting(small))
}

func TestOptions(t *testing.T) {
	_, err := New(Options{MaxPayload: 1})
	assert.ErrorContains(t, err, "Options.Connector is missing")
	assert.ErrorContains(t, err, "Options.MaxPayload is 1; it can be 16384 to 2031616 bytes, or 0 for 1048576")
}

// local is an attempt of a local activity.
func local(t *testing.T, a *Activities, run any, input any) error {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	env := suite.NewTestActivityEnvironment()
	_, err := env.ExecuteLocalActivity(run, input)
	return err
}

// A local activity has no heartbeats. What only reads may run as one.
func TestLocalActivities(t *testing.T) {
	w := &workspace{answer: func(*http.Request) (*http.Response, error) { return says(200, `{"run_id":5}`) }}
	a := on(t, w)
	reads := contract.Call{Action: "get_api_2_1_clusters_list"}
	acts := contract.Call{Action: "post_api_2_1_clusters_create", Params: map[string]any{"data": map[string]any{
		"cluster_name": "x", "spark_version": "15.4.x-scala2.12", "num_workers": 1,
	}}}
	token := contract.Call{Action: "post_api_2_2_jobs_run_now", Params: map[string]any{"data": map[string]any{"job_id": 1}}}
	require.NoError(t, local(t, a, a.RunAction, reads))
	require.NoError(t, local(t, a, a.RunAction, token))
	sent := len(w.asked)
	for _, err := range []error{
		local(t, a, a.RunAction, acts),
		local(t, a, a.WaitAction, contract.Wait{Call: token}),
	} {
		_, o := refusal(t, err)
		assert.Equal(t, "LOCAL_ACTIVITY", o.Code)
		assert.Equal(t, "run it as a regular activity", o.Hint)
	}
	assert.Len(t, w.asked, sent)
}

func TestTransient(t *testing.T) {
	gone := errors.New("no route")
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"nobody to sign in at": {&connection.SignInError{Endpoint: "https://h/token", Err: gone}, true},
		"sign-in put off":      {&connection.SignInError{Endpoint: "https://h/token", Status: 503}, true},
		"sign-in refused":      {&connection.SignInError{Endpoint: "https://h/token", Status: 401, Code: "invalid_client"}, false},
		"settings missing":     {&connection.SignInError{Err: gone}, false},
		"no audit":             {connector.ErrAudit, true},
		"no place":             {context.DeadlineExceeded, true},
		"sent by then":         {&connector.SendError{Cause: context.DeadlineExceeded}, false},
		"not there":            {&connector.APIError{Status: 404}, false},
		"anything":             {gone, false},
	} {
		assert.Equal(t, c.want, isTransient(c.err), name)
	}
}

// A worker that ends cuts off what is on its way; nothing else does.
func TestGuard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for cause, ends := range map[error]bool{worker.ErrWorkerShutdown: true, temporal.NewCanceledError(): false, io.EOF: false} {
			ctx, cancel := context.WithCancelCause(t.Context())
			within, release, end := guarded(ctx)
			cancel(cause)
			synctest.Wait()
			assert.Equal(t, ends, within.Err() != nil)
			release()
			synctest.Wait()
			assert.Equal(t, cause, context.Cause(within))
			end()
		}
	})
}

// The policy of the worker is asked beside that of the connection.
func TestGates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := connector.PolicyGate("this worker", connection.Policy{Mode: connection.ReadOnly})
		w := running("RUNNING")
		a := on(t, w, func(o *Options) { o.Gates = []connector.Gate{gate} })
		var s temporalService
		require.NoError(t, s.run(t, a, contract.RunAction, listClusters, nil))
		for _, name := range []string{contract.RunAction, contract.WaitAction} {
			s = temporalService{}
			_, o := refusal(t, s.run(t, a, name, runNow, nil))
			assert.Equal(t, connector.CategoryPolicy, o.Category)
			assert.Contains(t, o.Message, "this worker")
		}

		_, o := refusal(t, stoppingAt(1, w).run(t, on(t, w), contract.WaitAction, runNow, nil))
		require.NotEmpty(t, o.Handle)
		s = temporalService{last: contract.Progress{Handle: o.Handle}}
		before := len(w.asked)
		_, o = refusal(t, s.run(t, a, contract.WaitAction, runNow, nil))
		assert.Equal(t, connector.CategoryPolicy, o.Category, "a heartbeat is no way past the gates")
		assert.Len(t, w.asked, before)
	})
}
