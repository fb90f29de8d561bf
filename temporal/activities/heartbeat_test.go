package activities

import (
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/temporal/contract"
)

// slow is a workspace that takes its time, and says whether it was left.
func slow(d time.Duration, body string) (*workspace, *bool) {
	left := false
	return &workspace{answer: func(r *http.Request) (*http.Response, error) {
		select {
		case <-time.After(d): // synctest's time
		case <-r.Context().Done():
			left = true
			return nil, context.Cause(r.Context())
		}
		return says(200, body)
	}}, &left
}

func timeout(d time.Duration) func(*activity.Info) {
	return func(info *activity.Info) { info.HeartbeatTimeout = d }
}

// A long call is told to be alive three times in the time that Temporal waits.
func TestHeartbeatsOfALongCall(t *testing.T) {
	for name, c := range map[string]struct {
		input   string
		timeout time.Duration
		want    []string
	}{
		"reads":        {listClusters, 30 * time.Second, []string{"", "", "", "", ""}},
		"acts":         {createCluster, 30 * time.Second, []string{marked, marked, marked, marked, marked, marked}},
		"long timeout": {listClusters, 90 * time.Second, []string{""}},
		"no timeout":   {listClusters, 0, []string{"", "", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, _ := slow(55*time.Second, `{}`)
				s := temporalService{change: timeout(c.timeout)}
				require.NoError(t, s.run(t, on(t, w), contract.RunAction, c.input, nil))
				assert.Equal(t, c.want, s.heard())
			})
		})
	}
}

// What earlier attempts left is said again: an empty heartbeat would wipe it out.
func TestHeartbeatsKeepTheHandle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := running("RUNNING")
		s := stoppingAt(1, first)
		_, o := refusal(t, s.run(t, on(t, first), contract.WaitAction, runNow, nil))
		require.Equal(t, "WORKER_STOPPING", o.Code)
		s.stop, s.said = nil, nil
		w, _ := slow(40*time.Second, `{"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}`)
		require.NoError(t, s.run(t, on(t, w), contract.WaitAction, runNow, nil))
		require.NotEmpty(t, s.heard())
		for _, said := range s.heard() {
			assert.Contains(t, said, o.Handle)
		}
	})
}

// A cancellation comes with the answer to a heartbeat. A call that only reads is left; any
// other is finished, so that nobody has to guess what it did.
func TestCancelByHeartbeat(t *testing.T) {
	for input, leaves := range map[string]bool{listClusters: true, createCluster: false, runNow: false} {
		synctest.Test(t, func(t *testing.T) {
			w, left := slow(55*time.Second, `{}`)
			s := temporalService{answer: func(n int, _ string) error {
				if n == 3 {
					return temporal.NewCanceledError()
				}
				return nil
			}}
			err := s.run(t, on(t, w), contract.RunAction, input, nil)
			assert.Equal(t, leaves, *left)
			if !leaves {
				assert.NoError(t, err)
				return
			}
			// The service of the test does not tell the SDK, which then calls it unexpected.
			assert.ErrorContains(t, err, "cancel")
		})
	}
}

// Nothing is sent for an attempt that is cancelled, or over, before it has begun.
func TestCancelBeforeSending(t *testing.T) {
	for _, input := range []string{listClusters, createCluster, runNow} {
		for _, name := range []string{contract.RunAction, contract.WaitAction} {
			if name == contract.WaitAction && input == listClusters {
				continue
			}
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := cancelling(t)
				cancel()
				w, _ := slow(0, `{}`)
				s := temporalService{ctx: ctx}
				var cancelled *temporal.CanceledError
				require.ErrorAs(t, s.run(t, on(t, w), name, input, nil), &cancelled)
				assert.Empty(t, w.asked)
			})
		}
	}
	synctest.Test(t, func(t *testing.T) {
		w, _ := slow(0, `{}`)
		s := temporalService{answer: func(int, string) error { return serviceerror.NewNotFound("gone") }}
		_, o := refusal(t, s.run(t, on(t, w), contract.RunAction, createCluster, nil))
		assert.Equal(t, "ATTEMPT_OVER", o.Code)
		assert.Equal(t, []string{marked}, s.heard())
		assert.Empty(t, w.asked)
	})
}

// writer makes heartbeats that record hears of.
func writer(record func(details any) error) (*heartbeats, func()) {
	h := &heartbeats{
		record: record, ended: func(error) {}, every: time.Hour,
		wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{}),
	}
	go h.run()
	return h, func() { close(h.stop); <-h.done }
}

// Writes that come while one is on its way go together, with what is newest.
func TestWritesGoTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said []any
		h, end := writer(func(details any) error {
			time.Sleep(time.Second) // synctest's time
			said = append(said, details)
			return nil
		})
		defer end()
		var all sync.WaitGroup
		for i := range 100 {
			all.Go(func() {
				if i > 0 {
					time.Sleep(time.Duration(i) * time.Millisecond)
				}
				assert.NoError(t, h.Write(i))
			})
		}
		all.Wait()
		assert.Equal(t, []any{0, 99}, said)
	})
}

func TestWriteTellsOfItsFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fails := true
		h, end := writer(func(any) error {
			if fails {
				return io.ErrUnexpectedEOF
			}
			return nil
		})
		assert.ErrorIs(t, h.Write(1), io.ErrUnexpectedEOF)
		fails = false
		assert.NoError(t, h.Write(2))
		end()
		assert.ErrorIs(t, h.Write(3), errNoHeartbeats)
	})
}

func TestWhatEndsAnAttempt(t *testing.T) {
	for _, err := range []error{
		temporal.NewCanceledError(), activity.ErrActivityPaused, activity.ErrActivityReset,
		serviceerror.NewNotFound(""), serviceerror.NewNamespaceNotFound("n"),
	} {
		assert.True(t, isOver(err), "%T", err)
	}
	for _, err := range []error{nil, io.EOF, serviceerror.NewUnavailable(""), context.DeadlineExceeded} {
		assert.False(t, isOver(err), "%T", err)
	}
}

// Heartbeats that another one left and that cannot be read may be a mark.
func TestUnreadableHeartbeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _ := slow(0, `{}`)
		s := temporalService{last: "not an object"}
		_, o := refusal(t, s.run(t, on(t, w), contract.RunAction, createCluster, nil))
		assert.Equal(t, "UNREADABLE_HEARTBEAT", o.Code)
		assert.True(t, o.Retryable, "another worker may")
		assert.Empty(t, w.asked)
	})
}
