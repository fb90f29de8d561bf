package connector_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// Work of an earlier run that can no longer be followed stays unknown, whatever keeps it
// from being followed, until somebody asks for it to be started anew.
func TestWorkThatIsLost(t *testing.T) {
	for what, lose := range map[string]func(r *connector.JournalRecord){
		"gone from the service": func(*connector.JournalRecord) {},
		"of another version":    func(r *connector.JournalRecord) { r.Handle = []byte(`{"version":2}`) },
		"of a renamed connection": func(r *connector.JournalRecord) {
			r.Handle = []byte(strings.Replace(string(r.Handle), `"host":"`, `"host":"https://old.`, 1))
		},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, s := &memory{}, &service{}
				s.answer = func(r *http.Request) (*http.Response, error) {
					switch {
					case strings.HasSuffix(r.URL.Path, "/run-now"):
						return answering(http.StatusOK, nil, []byte(`{"run_id":5}`)), nil
					case s.started() < 2: // the earlier work is gone
						return answering(http.StatusNotFound, nil, []byte(`{"error_code":"RESOURCE_DOES_NOT_EXIST"}`)), nil
					}
					return answering(http.StatusOK, nil, []byte(`{"run_id":5,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}`)), nil
				}
				conn := carriedBy(t, s)
				runJournaled(t, conn, connector.BatchOptions{Journal: m, Wait: connector.WaitOptions{Timeout: 1}}, starting("x", true))
				known := m.last["x"]
				require.NotEmpty(t, known.Handle)
				assert.Equal(t, connector.JournalStarted, known.State)
				lose(&known)
				m.last["x"] = known

				got := runJournaled(t, conn, connector.BatchOptions{Journal: m.again()}, starting("x", true))
				assert.Equal(t, connector.BatchUnknown, got[0].Outcome)
				assert.Error(t, got[0].Err)
				assert.Equal(t, 1, s.started())

				again := m.again()
				got = runJournaled(t, conn, connector.BatchOptions{Journal: again, RetryUnknown: true}, starting("x", true))
				require.NoError(t, got[0].Err)
				assert.Equal(t, connector.BatchDone, got[0].Outcome)
				assert.Equal(t, 2, s.started())
				assert.Equal(t, connector.JournalDone, again.last["x"].State)
				assert.NotEqual(t, known.Key, again.all[0].Key, "with the old token the service would name the old work")
			})
		})
	}
}
