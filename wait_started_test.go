package connector_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// Whoever wants the work started and nothing else ends the context when it was: the
// error has the handle, and no poll is sent.
func TestStartingWithoutWaiting(t *testing.T) {
	s := newWorkService(t, makeCluster)
	s.polls = []any{s.answer("RUNNING", "")}
	c := s.connect(connector.NewHandClock())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := c.Wait(ctx, s.call(c), connector.WaitOptions{OnProgress: func(connector.Progress) { cancel() }})
	var stopped *connector.WaitError
	require.ErrorAs(t, err, &stopped)
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, []string{"start"}, s.asked)

	done, err := c.WaitFor(t.Context(), stopped.Handle, connector.WaitOptions{})
	require.NoError(t, err)
	assert.Equal(t, makeCluster, done.Handle.Action)
	assert.Contains(t, s.asked, "poll")
}
