package connector_test

import (
	"context"
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

const (
	makeCluster  = "post_api_2_1_clusters_create"
	startCluster = "post_api_2_1_clusters_start"
	runNow       = "post_api_2_2_jobs_run_now"
	runStatement = "post_api_2_0_sql_statements"
	dropApp      = "delete_api_2_0_apps_by_name"
)

// waitError is err as the end of a wait.
func waitError(t testing.TB, err error) *connector.WaitError {
	t.Helper()
	var e *connector.WaitError
	require.ErrorAs(t, err, &e)
	return e
}

// forever is work in state PENDING.
func forever(t testing.TB, action string) *workService {
	s := newWorkService(t, action)
	s.polls = []any{s.answer("PENDING", "")}
	return s
}

func TestPausesGrowToTenSeconds(t *testing.T) {
	s := forever(t, makeCluster)
	clock := connector.NewHandClock()
	_, err := s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{Timeout: time.Minute})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	slept := clock.Slept()
	want := time.Second
	for _, d := range slept[:len(slept)-1] { // the last one was cut
		assert.GreaterOrEqual(t, d, want)
		assert.LessOrEqual(t, d, want+want/5)
		want = min(want+want/2, 10*time.Second)
	}
	assert.Equal(t, 10*time.Second, want)
}

func TestPausesAsAsked(t *testing.T) {
	s := forever(t, makeCluster)
	clock := connector.NewHandClock()
	_, err := s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{Timeout: 5 * time.Minute, Interval: time.Minute})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Len(t, clock.Slept(), 5)
	assert.GreaterOrEqual(t, clock.Slept()[0], time.Minute)
}

// However long a pause is asked for, it is no short one.
func TestTheLongestPauses(t *testing.T) {
	s := forever(t, makeCluster)
	clock := connector.NewHandClock()
	ctx, stop := context.WithCancel(t.Context())
	o := connector.WaitOptions{Timeout: math.MaxInt64, Interval: math.MaxInt64, MaxInterval: math.MaxInt64}
	o.OnProgress = func(p connector.Progress) {
		if p.Polls == 2 {
			stop()
		}
	}
	_, err := s.connect(clock).Wait(ctx, s.call(s.at.c), o)
	require.ErrorIs(t, err, context.Canceled)
	require.NotEmpty(t, clock.Slept())
	assert.Greater(t, clock.Slept()[0], 50*365*24*time.Hour)
}

func TestOptionsThatAreNone(t *testing.T) {
	s := forever(t, makeCluster)
	_, err := s.run(connector.WaitOptions{Timeout: -1, Interval: -2, MaxInterval: -3})
	assert.EqualError(t, err, "the wait's timeout of -1ns is negative\nthe wait's interval of -2ns is negative\nthe wait's longest interval of -3ns is negative")
	assert.Empty(t, s.asked)
}

func TestNoWait(t *testing.T) {
	s := forever(t, makeCluster)
	call := connector.Call{Connection: "fake", Action: "get_api_2_1_clusters_list"}
	_, err := s.at.c.Wait(t.Context(), call, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrNoWait)
	assert.ErrorContains(t, err, "get_api_2_1_clusters_list")
	assert.Equal(t, "NO_WAIT", connector.NewErrorObject(err, call).Code)
	_, err = s.at.c.Wait(t.Context(), connector.Call{Connection: "fake", Action: "nope"}, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrUnknownAction)
	assert.Empty(t, s.asked)
}

// What Do would refuse is refused the same way, and so is what could not be polled.
func TestWaitIsRefusedBeforeTheStart(t *testing.T) {
	s := forever(t, makeCluster)
	call := s.call(s.at.c)
	call.Params = map[string]any{"data": map[string]any{"cluster_nam": "x"}}
	_, err := s.at.c.Wait(t.Context(), call, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrInvalid)
	for _, refused := range []string{makeCluster, "get_api_2_1_clusters_get"} {
		c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"fake": {
			Host: "https://fake.test", Transport: s, Policy: connection.Policy{Deny: []string{refused}},
		}}})
		require.NoError(t, err)
		_, err = c.Wait(t.Context(), s.call(c), connector.WaitOptions{})
		require.ErrorIs(t, err, connector.ErrRefused)
		assert.ErrorContains(t, err, refused)
	}
	assert.Empty(t, s.asked)
}

// A stopped cluster that is started may be stopped for a moment more.
func TestStaleStates(t *testing.T) {
	s := newWorkService(t, startCluster)
	s.polls = []any{s.answer("TERMINATED", ""), s.answer("TERMINATED", ""), s.answer("PENDING", ""), s.answer("RUNNING", "")}
	done, err := s.run(connector.WaitOptions{})
	require.NoError(t, err)
	assert.Equal(t, 4, done.Polls)

	s.asked, s.polls = nil, s.polls[:1]
	clock := connector.NewHandClock()
	began := clock.Now()
	_, err = s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrFailed, "it stayed stopped")
	assert.GreaterOrEqual(t, clock.Now().Sub(began), 30*time.Second)
}

// A start that takes long takes nothing from the time to settle, but from the timeout.
func TestTheStartTakesItsTime(t *testing.T) {
	s := forever(t, startCluster)
	clock := connector.NewHandClock()
	s.polls = []any{s.answer("TERMINATED", ""), s.answer("RUNNING", "")}
	s.before = func(asked string, _ int) {
		if asked == "start" {
			clock.Advance(50 * time.Second)
		}
	}
	done, err := s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{})
	require.NoError(t, err)
	assert.GreaterOrEqual(t, done.Elapsed, 51*time.Second)
}

// The service's answer is what the wait takes it for, whatever fails_when says of it.
func TestFailsWhenIsLeftToTheWait(t *testing.T) {
	s := newWorkService(t, runStatement)
	s.first = s.started(map[string]any{"status": map[string]any{
		"state": "FAILED", "error": map[string]any{"error_code": "BAD_REQUEST", "message": "no such table"},
	}})
	_, err := s.run(connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrFailed)
	e := waitError(t, err)
	assert.EqualError(t, err, runStatement+": ended in FAILED: no such table (BAD_REQUEST)")
	assert.Equal(t, "BAD_REQUEST", e.Code)
	assert.Zero(t, e.Polls)
	_, err = s.at.c.Do(t.Context(), s.call(s.at.c))
	var api *connector.APIError
	require.ErrorAs(t, err, &api, "Do goes on to tell a failure")
}

// All calls of a wait go the way of every call.
func TestMiddlewareSeesEveryCall(t *testing.T) {
	s := forever(t, runNow)
	var seen []string
	c := openOn(t, s, func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			seen = append(seen, r.Action.Name)
			return next(ctx, r)
		}
	})
	c.SetClock(connector.NewHandClock())
	_, err := c.Wait(t.Context(), s.call(c), connector.WaitOptions{Timeout: time.Second, AbortOnCancel: true})
	assert.True(t, waitError(t, err).Aborted)
	assert.Equal(t, []string{runNow, "get_api_2_2_jobs_runs_get", "get_api_2_2_jobs_runs_get", "post_api_2_2_jobs_runs_cancel"}, seen)
	assert.JSONEq(t, `{"run_id":9007199254740993}`, s.body)
}

// An answer without the id to ask for is told as such.
func TestAnswersThatNameNoWork(t *testing.T) {
	s := forever(t, makeCluster)
	s.first = map[string]any{}
	_, err := s.run(connector.WaitOptions{})
	assert.EqualError(t, err, makeCluster+": stopped waiting: get_api_2_1_clusters_get cannot be asked: "+
		"the answer has no cluster_id, which is needed as cluster_id")
	assert.Equal(t, []string{"start"}, s.asked)
}

// Work without a word on how it ended well is done when it is gone.
func TestGone(t *testing.T) {
	s := newWorkService(t, dropApp)
	s.polls = []any{map[string]any{"name": "a", "compute_status": map[string]any{"message": "deleting"}}, status(404)}
	done, err := s.run(connector.WaitOptions{})
	require.NoError(t, err)
	assert.Nil(t, done.Resource)
	assert.Nil(t, done.Answer)
	for _, err := range done.Items(t.Context()) {
		require.Error(t, err)
	}
}

// An error of the start is that of Do: nothing is waited on.
func TestStartsThatFail(t *testing.T) {
	s := forever(t, makeCluster)
	s.first = status(403)
	_, err := s.run(connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrPermissionDenied)
	assert.NotErrorAs(t, err, new(*connector.WaitError))
}

// Call.Timeout is over with the start.
func TestCallTimeoutBoundsTheStart(t *testing.T) {
	s := newWorkService(t, makeCluster)
	var start, poll time.Time
	service := roundTrip(func(r *http.Request) *http.Response {
		at, _ := r.Context().Deadline()
		if r.Method == http.MethodPost {
			start = at
			return answering(http.StatusOK, nil, []byte(`{"cluster_id":"c"}`))
		}
		poll = at
		return answering(http.StatusOK, nil, []byte(`{"state":"RUNNING"}`))
	})
	c := openOn(t, service)
	call := s.call(c)
	call.Timeout = time.Hour
	_, err := c.Wait(t.Context(), call, connector.WaitOptions{Timeout: 100 * time.Hour})
	require.NoError(t, err)
	assert.True(t, start.Add(90*time.Hour).Before(poll), "%s %s", start, poll)
}
