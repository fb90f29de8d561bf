package connector_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// hanging advances time by d when what is asked, as if the service took that long.
func (s *workService) hanging(clock *connector.HandClock, what string, d time.Duration) {
	s.before = func(asked string, _ int) {
		if asked == what {
			clock.Advance(d)
		}
	}
}

func TestTheLastPollCounts(t *testing.T) {
	s := newWorkService(t, makeCluster)
	s.polls = []any{s.answer("PENDING", ""), s.answer("RUNNING", "")}
	clock := connector.NewHandClock()
	_, err := s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{Timeout: 500 * time.Millisecond})
	require.NoError(t, err)
	assert.Equal(t, []time.Duration{500 * time.Millisecond}, clock.Slept(), "the pause is cut, the poll is made")
}

// A poll that is on its way gets the time to answer, but not for ever.
func TestAPollAcrossTheDeadline(t *testing.T) {
	s := newWorkService(t, makeCluster)
	s.polls = []any{s.answer("RUNNING", "")}
	clock := connector.NewHandClock()
	s.hanging(clock, "poll", 9*time.Second)
	_, err := s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{Timeout: time.Second})
	require.NoError(t, err)

	clock = connector.NewHandClock()
	s.hanging(clock, "poll", 11*time.Second)
	_, err = s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{Timeout: time.Second})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.ErrorContains(t, err, "the wait's timeout of 1s passed")
	o := connector.NewErrorObject(err, s.call(s.at.c))
	assert.Equal(t, connector.CategoryTimeout, o.Category)
	assert.Equal(t, "TIMEOUT", o.Code)
	e := waitError(t, err)
	assert.Equal(t, connector.HintWait, o.Hint)
	assert.Equal(t, e.Handle.String(), o.Handle)
}

// A poll is not tried again past the wait's deadline, and what the service said last is
// in the error.
func TestRetriesAcrossTheDeadline(t *testing.T) {
	clock := connector.NewHandClock()
	polls := 0
	busy := roundTrip(func(r *http.Request) *http.Response {
		if r.Method == http.MethodPost {
			return answering(http.StatusOK, nil, []byte(`{"cluster_id":"c"}`))
		}
		polls++
		clock.Advance(time.Hour)
		return answering(http.StatusServiceUnavailable, nil, []byte(`{"error_code":"TEMPORARILY_UNAVAILABLE","message":"busy"}`))
	})
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"fake": {Host: "https://fake.test", Transport: busy},
	}})
	require.NoError(t, err)
	c.SetClock(clock)
	_, err = c.Wait(t.Context(), newWorkService(t, makeCluster).call(c), connector.WaitOptions{AbortOnCancel: true})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.ErrorIs(t, err, connector.ErrUnavailable)
	assert.ErrorContains(t, err, "busy")
	assert.Equal(t, "TIMEOUT", connector.NewErrorObject(err, connector.Call{}).Code)
	assert.Equal(t, 1, polls)
	assert.EqualError(t, waitError(t, err).AbortErr, makeCluster+" declares no action that ends the work")
	assert.ErrorContains(t, err, "; the work was not ended: ")
}

// Whoever interrupts is told what is known.
func TestTheCallersCause(t *testing.T) {
	s := forever(t, makeCluster)
	home := errors.New("gone home")
	ctx, cancel := context.WithCancelCause(t.Context())
	c := s.connect(connector.NewHandClock())
	_, err := c.Wait(ctx, s.call(c), connector.WaitOptions{OnProgress: func(p connector.Progress) {
		if p.Polls == 1 {
			cancel(home)
		}
	}})
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, err, home)
	e := waitError(t, err)
	assert.Equal(t, "PENDING", e.State)
	assert.Equal(t, 1, e.Polls)
	assert.NotNil(t, e.Resource)
	assert.EqualError(t, err, makeCluster+": stopped waiting: context canceled: gone home; the last state was PENDING")
}

// While a poll is on its way, the caller's context ends it at once.
func TestCancelDuringAPoll(t *testing.T) {
	s := forever(t, runNow)
	ctx, cancel := context.WithCancel(t.Context())
	s.before = func(asked string, _ int) {
		if asked == "poll" {
			cancel()
		}
	}
	c := s.connect(connector.NewHandClock())
	_, err := c.Wait(ctx, s.call(c), connector.WaitOptions{AbortOnCancel: true})
	require.ErrorIs(t, err, context.Canceled)
	assert.True(t, waitError(t, err).Aborted)
	assert.Equal(t, []string{"start", "poll", "abort"}, s.asked)
	assert.ErrorContains(t, err, "; the service was asked to end the work")
}

// Before the start is answered nobody knows whether there is work, and what to end.
func TestEndsBeforeTheStartIsAnswered(t *testing.T) {
	s := forever(t, runNow)
	ctx, cancel := context.WithCancel(t.Context())
	s.before = func(string, int) { cancel() }
	c := s.connect(connector.NewHandClock())
	_, err := c.Wait(ctx, s.call(c), connector.WaitOptions{AbortOnCancel: true})
	require.ErrorIs(t, err, context.Canceled)
	e := waitError(t, err)
	assert.Equal(t, []string{"start"}, s.asked)
	assert.False(t, e.Aborted)
	require.Error(t, e.AbortErr)
	assert.Empty(t, e.Handle.String())
	assert.ErrorContains(t, err, "whether the work was started is not known")
	assert.Equal(t, "whether the work was started is not known", connector.NewErrorObject(err, s.call(c)).Hint)

	s = forever(t, runNow)
	clock := connector.NewHandClock()
	s.hanging(clock, "start", time.Hour)
	_, err = s.connect(clock).Wait(t.Context(), s.call(s.at.c), connector.WaitOptions{Timeout: time.Minute})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.ErrorContains(t, err, "the wait's timeout of 1m0s passed")
	assert.ErrorContains(t, err, "whether the work was started is not known")
}

// The request to end the work is a call like any other: the policy may refuse it.
func TestAbortIsRefused(t *testing.T) {
	s := forever(t, runNow)
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"fake": {
		Host: "https://fake.test", Transport: s, Policy: connection.Policy{Deny: []string{"post_api_2_2_jobs_runs_cancel"}},
	}}})
	require.NoError(t, err)
	c.SetClock(connector.NewHandClock())
	_, err = c.Wait(t.Context(), s.call(c), connector.WaitOptions{AbortOnCancel: true, Timeout: time.Second})
	e := waitError(t, err)
	require.ErrorIs(t, e.AbortErr, connector.ErrRefused)
	assert.False(t, e.Aborted)
	assert.NotErrorIs(t, err, connector.ErrRefused, "that is not why the waiting ended")
	assert.Zero(t, s.count("abort"))
}
