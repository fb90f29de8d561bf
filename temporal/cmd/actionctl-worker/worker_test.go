package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/metrics"
	"github.com/actionctl/connector/internal/overheard"
	"github.com/actionctl/connector/temporal/internal/account"
	"github.com/actionctl/connector/temporal/internal/fleet"
)

func TestOptionsOfAWorker(t *testing.T) {
	w, _ := crewOf(t, surroundings(t), &overheard.Buffer{}, nil)
	w.account = account.New(&metrics.Set{}, w.connector.Registry())
	w.flags.activities = 7
	o := w.options(fleet.Queue{Connection: "prod", Name: "q-prod", Rate: 2.5}, newLeash(t.Context(), &w.cutOff))
	assert.InDelta(t, 2.5, o.TaskQueueActivitiesPerSecond, 0)
	assert.Equal(t, 7, o.MaxConcurrentActivityExecutionSize)
	assert.True(t, o.DisableWorkflowWorker)
	assert.Greater(t, o.WorkerStopTimeout, w.flags.drain, "what is cut off can still tell Temporal")
	require.Len(t, o.Interceptors, 2)

	away := errors.New("no such namespace")
	o.OnFatalError(away)
	o.OnFatalError(errors.New("another one")) // nobody waits for it
	err := <-w.fatal
	require.ErrorIs(t, err, away)
	assert.Contains(t, err.Error(), "task queue q-prod cannot be served any more")
	assert.Empty(t, w.fatal)
}

func TestModeIsAGate(t *testing.T) {
	assert.Empty(t, (&flags{}).gates())
	gates := (&flags{mode: string(connection.ReadOnly)}).gates()
	require.Len(t, gates, 1)
	require.NoError(t, gates[0].Permit("prod", "get_it", "read"))
	err := gates[0].Permit("prod", "start_it", "cost")
	require.Error(t, err)
	assert.Contains(t, err.Error(), "this worker")
	assert.Contains(t, err.Error(), "--mode")
}
