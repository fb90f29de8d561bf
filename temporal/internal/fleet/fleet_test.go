package fleet_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/internal/fleet"
)

// yard builds workers and keeps them.
type yard struct {
	built   []*fake
	failing error         // of the next Start
	hold    chan struct{} // Stop returns when it is closed; nil at once
}

type fake struct {
	fleet.Queue
	yard            *yard
	failing         error
	started         bool
	stopping, ended chan struct{}
}

func (y *yard) build(q fleet.Queue) (fleet.Worker, error) {
	w := &fake{Queue: q, yard: y, failing: y.failing, stopping: make(chan struct{}), ended: make(chan struct{})}
	y.built = append(y.built, w)
	return w, nil
}

func (w *fake) Start() error {
	w.started = w.failing == nil
	return w.failing
}

func (w *fake) Stop() {
	close(w.stopping) // a second Stop panics
	if w.yard.hold != nil {
		<-w.yard.hold
	}
	close(w.ended)
}

func (w *fake) isStopping() bool {
	select {
	case <-w.stopping:
		return true
	default:
		return false
	}
}

func queue(name string, rate float64) fleet.Queue {
	return fleet.Queue{Connection: name, Name: "q-" + name, Rate: rate}
}

func TestServeFollowsTheQueues(t *testing.T) {
	y := &yard{}
	f := fleet.New(y.build)
	require.NoError(t, f.Serve([]fleet.Queue{queue("b", 0), queue("a", 5)}))
	require.Len(t, y.built, 2)
	b, a := y.built[0], y.built[1]
	assert.Equal(t, []fleet.Queue{queue("a", 5), queue("b", 0)}, f.Queues())

	require.NoError(t, f.Serve([]fleet.Queue{queue("a", 5), queue("b", 0)}))
	assert.Len(t, y.built, 2, "nothing changed")

	require.NoError(t, f.Serve([]fleet.Queue{queue("a", 7), queue("c", 0)}))
	<-a.ended // its rate is another one
	<-b.ended // it is gone
	assert.Equal(t, []fleet.Queue{queue("a", 7), queue("c", 0)}, f.Queues())
	require.Len(t, y.built, 4)
	for _, w := range y.built[2:] {
		assert.True(t, w.started)
		assert.False(t, w.isStopping())
	}
	f.Stop()
	for _, w := range y.built[2:] {
		<-w.ended
	}
	assert.Empty(t, f.Queues())
	require.NoError(t, f.Serve([]fleet.Queue{queue("d", 0)}))
	assert.Len(t, y.built, 4, "it has ended")
}

// What cannot be started is tried again, and the one before stays until then.
func TestServeTriesAgain(t *testing.T) {
	y := &yard{}
	f := fleet.New(y.build)
	require.NoError(t, f.Serve([]fleet.Queue{queue("a", 1)}))
	y.failing = errors.New("temporal is away")
	err := f.Serve([]fleet.Queue{queue("a", 2), queue("b", 0)})
	require.ErrorIs(t, err, y.failing)
	assert.Contains(t, err.Error(), "connection a cannot be served on task queue q-a: temporal is away")
	assert.Contains(t, err.Error(), "connection b cannot be served on task queue q-b: temporal is away")
	assert.Equal(t, []fleet.Queue{queue("a", 1)}, f.Queues())
	assert.False(t, y.built[0].isStopping())
	for _, w := range y.built[1:] {
		assert.True(t, w.isStopping(), "it may hold something")
	}
	y.failing = nil
	require.NoError(t, f.Serve([]fleet.Queue{queue("a", 2), queue("b", 0)}))
	assert.Equal(t, []fleet.Queue{queue("a", 2), queue("b", 0)}, f.Queues())
	<-y.built[0].ended
	f.Stop()
}

// Stop tells all workers at once and waits for all of them, also for those that were told
// before.
func TestStopWaitsForAll(t *testing.T) {
	y := &yard{hold: make(chan struct{})}
	f := fleet.New(y.build)
	require.NoError(t, f.Serve([]fleet.Queue{queue("a", 0), queue("b", 0), queue("c", 0)}))
	require.NoError(t, f.Serve([]fleet.Queue{queue("b", 0), queue("c", 0)}))
	stopped := make(chan struct{})
	go func() {
		f.Stop()
		close(stopped)
	}()
	for _, w := range y.built {
		<-w.stopping // all of them before the first has ended
	}
	select {
	case <-stopped:
		t.Fatal("Stop did not wait")
	default:
	}
	close(y.hold)
	<-stopped
	for _, w := range y.built {
		<-w.ended
	}
}

func TestServeTellsWhatCannotBeBuilt(t *testing.T) {
	bad := errors.New("no such option")
	f := fleet.New(func(fleet.Queue) (fleet.Worker, error) { return nil, bad })
	assert.ErrorIs(t, f.Serve([]fleet.Queue{queue("a", 0)}), bad)
	assert.Empty(t, f.Queues())
	f.Stop()
}
