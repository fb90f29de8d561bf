package connector_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// A wait that goes on elsewhere ends when it would have ended; one poll it may make.
func TestTimeoutFromTheStart(t *testing.T) {
	s := newWorkService(t, makeCluster)
	s.polls = []any{s.answer("PENDING", "")}
	clock := connector.NewHandClock()
	c := s.connect(clock)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := c.Wait(ctx, s.call(c), connector.WaitOptions{OnProgress: func(connector.Progress) { cancel() }})
	h := waitError(t, err).Handle
	began := clock.Now()

	clock.Advance(50 * time.Second)
	o := connector.WaitOptions{Timeout: time.Minute, FromStart: true}
	_, err = c.WaitFor(t.Context(), h, o)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.ErrorContains(t, err, "the wait's timeout of 1m0s passed")
	assert.Equal(t, time.Minute, clock.Now().Sub(began))
	assert.Equal(t, time.Minute, waitError(t, err).Elapsed)

	s.asked = nil
	_, err = c.WaitFor(t.Context(), h, o)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Equal(t, []string{"poll"}, s.asked)

	h.Started = clock.Now().Add(time.Hour) // by a clock that is ahead
	before := clock.Now()
	_, err = c.WaitFor(t.Context(), h, o)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Equal(t, time.Minute, clock.Now().Sub(before))
}
