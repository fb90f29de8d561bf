package activities

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// A heartbeat that says that the attempt is over ends it, and nothing is aborted: another
// attempt goes on, or nobody is there who could say that the work is not wanted.
func TestAttemptThatIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := running("RUNNING")
		s := temporalService{answer: func(n int, _ string) error {
			if n > 2 {
				return serviceerror.NewNotFound("activity not found")
			}
			return nil
		}}
		_, o := refusal(t, s.run(t, on(t, w), contract.WaitAction, runNow, nil))
		assert.Equal(t, "ATTEMPT_OVER", o.Code)
		assert.Zero(t, w.count(aborting))
	})
}

// cancelling is a context of a worker that is cancelled as Temporal cancels activities.
func cancelling(t *testing.T) (context.Context, func()) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	return ctx, func() { cancel(temporal.NewCanceledError()) }
}

func TestCancelAborts(t *testing.T) {
	for name, c := range map[string]struct {
		input  string
		aborts int
	}{
		"aborts": {runNow, 1},
		"keeps":  {strings.Replace(runNow, `{`, `{"keep_on_cancel":true,`, 1), 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := running("RUNNING")
				ctx, cancel := cancelling(t)
				s := temporalService{ctx: ctx}
				go func() {
					time.Sleep(20 * time.Second) // synctest's time
					cancel()
				}()
				err := s.run(t, on(t, w), contract.WaitAction, c.input, nil)
				told := toldOf(t, err)
				assert.Equal(t, c.aborts == 1, told.Aborted)
				assert.Equal(t, "RUNNING", told.State)
				assert.NotEmpty(t, told.Handle)
				assert.Nil(t, told.Error)
				assert.Equal(t, c.aborts, w.count(aborting))
			})
		})
	}
}

// A start that is on its way when the cancellation comes is finished, so that there is
// something to abort.
func TestCancelWhileStarting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := cancelling(t)
		w := running("RUNNING")
		next := w.answer
		w.answer = func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/api/2.2/jobs/run-now" {
				cancel()
				synctest.Wait()
				if r.Context().Err() != nil {
					return nil, r.Context().Err()
				}
			}
			return next(r)
		}
		s := temporalService{ctx: ctx}
		err := s.run(t, on(t, w), contract.WaitAction, runNow, nil)
		told := toldOf(t, err)
		assert.True(t, told.Aborted)
		assert.Equal(t, []string{startingRun, aborting}, w.asked)
	})
}

// An abort that the service refuses is told.
func TestAbortThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := cancelling(t)
		w := running("RUNNING")
		next := w.answer
		w.answer = func(r *http.Request) (*http.Response, error) {
			switch r.URL.Path {
			case "/api/2.2/jobs/runs/cancel":
				return says(403, `{"error_code":"PERMISSION_DENIED","message":"no"}`)
			case "/api/2.2/jobs/runs/get":
				cancel()
			}
			return next(r)
		}
		s := temporalService{ctx: ctx}
		err := s.run(t, on(t, w), contract.WaitAction, runNow, nil)
		told := toldOf(t, err)
		assert.False(t, told.Aborted)
		require.NotNil(t, told.Error)
		assert.Equal(t, connector.CategoryAuth, told.Error.Category)
	})
}

// toldOf is what the cancellation of a wait tells.
func toldOf(t *testing.T, err error) contract.Cancelled {
	t.Helper()
	var cancelled *temporal.CanceledError
	require.ErrorAs(t, err, &cancelled)
	var told contract.Cancelled
	require.NoError(t, cancelled.Details(&told))
	return told
}
