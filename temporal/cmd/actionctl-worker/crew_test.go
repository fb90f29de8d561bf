package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/overheard"
	"github.com/actionctl/connector/temporal/internal/fleet"
)

// hand is a worker that runs nothing. It stops when it may.
type hand struct {
	crew    *crew
	may     func(*crew) // stop; nil at once
	stopped chan struct{}
}

func (h *hand) Start() error { return nil }

func (h *hand) Stop() {
	if h.may != nil {
		h.may(h.crew)
	}
	close(h.stopped)
}

// crewOf is one whose workers are hands, for the connections of the surroundings.
func crewOf(t *testing.T, env variables, log *overheard.Buffer, may func(*crew)) (*crew, func() []*hand) {
	t.Helper()
	var mu sync.Mutex
	var hands []*hand
	s := &streams{Out: log, Err: log, Env: env}
	w := &crew{flags: &flags{queuePrefix: "q-", drain: time.Hour}, streams: s, logs: slog.New(slog.NewTextHandler(log, nil)), fatal: make(chan error, 1)}
	w.build = func(fleet.Queue) (fleet.Worker, error) {
		mu.Lock()
		defer mu.Unlock()
		h := &hand{crew: w, may: may, stopped: make(chan struct{})}
		hands = append(hands, h)
		return h, nil
	}
	var err error
	w.connector, err = openConnector(s, w.flags, connector.Audit{}, w.logs)
	require.NoError(t, err)
	_, err = w.connector.ReloadConnections()
	require.NoError(t, err)
	w.running = func() int64 { return 0 }
	return w, func() []*hand {
		mu.Lock()
		defer mu.Unlock()
		return hands
	}
}

// Workers come, go and change with the connections.
func TestWorkersFollowConnections(t *testing.T) {
	log := &overheard.Buffer{}
	env := surroundings(t)
	require.NoError(t, os.WriteFile(filepath.Join(env["HOME"], ".databrickscfg"), []byte("[nowhere]\ntoken = x\n"), 0o600))
	w, hands := crewOf(t, env, log, nil)
	queues, err := w.prepare()
	require.NoError(t, err)
	stop, err := w.start(t.Context(), queues)
	require.NoError(t, err)
	assert.Equal(t, []fleet.Queue{
		{Connection: "dev", Name: "q-dev"},
		{Connection: "prod", Name: "q-prod", Rate: 5},
	}, w.fleet.Queues(), "the sandbox is served to those who ask for it")
	require.Len(t, hands(), 2)

	writeConnections(t, env["ACTIONCTL_CONNECTIONS"], `
  prod: {host: https://prod.example, auth: {token: "env:TOKEN"}, rate: 7}
  third: {host: https://third.example, auth: {token: "env:TOKEN"}}
`)
	changed, err := w.reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"dev", "prod", "third"}, changed)
	assert.Equal(t, []fleet.Queue{
		{Connection: "prod", Name: "q-prod", Rate: 7},
		{Connection: "third", Name: "q-third"},
	}, w.fleet.Queues())
	require.Len(t, hands(), 4)
	<-hands()[0].stopped
	<-hands()[1].stopped
	_, err = w.reload()
	require.NoError(t, err)
	assert.Len(t, hands(), 4, "nothing changed")
	writeConnections(t, env["ACTIONCTL_CONNECTIONS"], " [\n")
	_, err = w.reload()
	require.Error(t, err)
	assert.Len(t, w.fleet.Queues(), 2, "a file that cannot be read changes nothing")
	assert.Equal(t, 1, bytes.Count([]byte(log.String()), []byte("some connections are not served")), "it is told once: %s", log)

	require.NoError(t, stop())
	for _, h := range hands() {
		<-h.stopped
	}
	assert.True(t, w.draining.Load())
	assert.ErrorContains(t, w.ready(t.Context()), "about to end")
}

// An interrupt that had to cut calls off is told from one that had not.
func TestDrainTellsWhatItCutOff(t *testing.T) {
	w, _ := crewOf(t, surroundings(t), &overheard.Buffer{}, func(w *crew) { w.cutOff.Add(2) })
	ctx, interrupt := context.WithCancel(t.Context())
	stop, err := w.start(ctx, []fleet.Queue{{Connection: "prod", Name: "q-prod"}})
	require.NoError(t, err)
	interrupt()
	err = stop()
	require.ErrorIs(t, err, errCut)
	require.EqualError(t, err, "the worker ended before all activities had: 2 ran for longer than 1h0m0s")
	assert.Equal(t, exitInterrupted, exitCode(ctx, err))
}

func TestReadyWithoutQueues(t *testing.T) {
	w, _ := crewOf(t, surroundings(t), &overheard.Buffer{}, nil)
	stop, err := w.start(t.Context(), nil)
	require.NoError(t, err)
	assert.ErrorContains(t, w.ready(t.Context()), "there is no connection to serve any more")
	require.NoError(t, stop())
}
