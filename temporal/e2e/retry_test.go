//go:build e2e && unix

package e2e

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// TestRetry has a call refused twice. Each attempt of the activity sends it once, and
// Temporal waits as long as the service asks. A call that must not be repeated is, for the
// service has said that it did nothing.
func TestRetry(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		request string
		call    func(*testing.T, *site) contract.Call
	}{
		"with a token": {sendRun, func(t *testing.T, s *site) contract.Call { return running(s.newJob(t)) }},
		"without":      {sendCreate, func(*testing.T, *site) contract.Call { return creating("once") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := sandboxed(t, 1)
			call := tt.call(t, s)
			s.add(&rule{method: "POST", left: 2, treat: func(out http.ResponseWriter, _ *http.Request, pass func() *httptest.ResponseRecorder) {
				refused(http.StatusTooManyRequests, "1")(out, pass)
			}})
			s.work(t)
			f := byName(t, s, contract.RunAction, call)
			var res contract.Result
			f.gives(t, &res)
			assert.Equal(t, 3, s.saw(tt.request))
			assert.Equal(t, 1, s.got(tt.request))
			begun := f.started(t)
			assert.EqualValues(t, 3, begun.Attempt)
			why := begun.LastFailure.GetApplicationFailureInfo()
			assert.Equal(t, connector.CategoryRateLimit, why.GetType())
			assert.EqualValues(t, 1, why.GetNextRetryDelay().GetSeconds())
		})
	}
}

// started is how the workflow's activity was started the last time.
func (f flow) started(t *testing.T) *history.ActivityTaskStartedEventAttributes {
	t.Helper()
	events := f.client.GetWorkflowHistory(bounded(t), f.GetID(), f.GetRunID(), false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(t, err)
		if begun := event.GetActivityTaskStartedEventAttributes(); begun != nil {
			return begun
		}
	}
	t.Fatal("no activity was started")
	return nil
}
