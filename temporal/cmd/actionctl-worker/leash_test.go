package main

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
)

// stopping is a worker that has stopped when its activities have.
type stopping struct{ activities <-chan struct{} }

func (stopping) Start() error { return nil }
func (s stopping) Stop()      { <-s.activities }

// What runs when --drain is over is cut off and knows why; what has ended before is not
// counted.
func TestActivitiesAreCutOff(t *testing.T) {
	var cutOff atomic.Int64
	held := newLeash(t.Context(), &cutOff)
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	env.SetWorkerOptions(worker.Options{Interceptors: []interceptor.WorkerInterceptor{held}})
	runs := make(chan struct{})
	env.RegisterActivityWithOptions(func(context.Context) error { return nil }, activity.RegisterOptions{Name: "Short"})
	env.RegisterActivityWithOptions(func(ctx context.Context) error {
		close(runs)
		<-ctx.Done()
		assert.Equal(t, worker.ErrWorkerShutdown, context.Cause(ctx))
		return errors.New("cut off")
	}, activity.RegisterOptions{Name: "Long"})
	_, err := env.ExecuteActivity("Short")
	require.NoError(t, err)

	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, err := env.ExecuteActivity("Long")
		assert.ErrorContains(t, err, "cut off")
	}()
	<-runs
	(&bounded{stopping{ended}, held, time.Nanosecond}).Stop()
	assert.EqualValues(t, 1, cutOff.Load())
}

// A worker whose activities end in time cuts nothing off.
func TestNothingIsCutOffInTime(t *testing.T) {
	held := newLeash(t.Context(), &atomic.Int64{})
	ended := make(chan struct{})
	close(ended)
	(&bounded{stopping{ended}, held, time.Hour}).Stop()
	assert.NoError(t, held.calls.Err())
}
