package gateway

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/canary"
)

// A service that repeats its token in errors and in what it tells of work does not get it
// through to clients.
func TestStreamsShowNoSecrets(t *testing.T) {
	polls := 0
	leaky := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == clusterStart:
			says(200, `{}`)(w, r)
		case r.URL.Path == clusterPoll && polls < 2:
			polls++
			says(200, `{"state":"PENDING","state_message":"waits with `+canary.Value+`"}`)(w, r)
		case r.URL.Query().Get("page_token") == "" && r.URL.Path == "/api/2.2/jobs/list":
			says(200, `{"jobs":[{"job_id":1}],"has_more":true,"next_page_token":"p2"}`)(w, r)
		default:
			says(403, `{"error_code":"PERMISSION_DENIED","message":"`+canary.Value+` may not"}`, "X-Request-Id", "r-"+canary.Value)(w, r)
		}
	}
	s := newTestGateway(t, behind(t, leaky)).quick()
	start := s.starting(t, "own")
	for name, got := range map[string]answered{
		"events": s.do(t, "POST", "/v1/wait", start, "Accept", eventsContent),
		"wait":   s.do(t, "POST", "/v1/wait", start),
		"items":  s.do(t, "POST", "/v1/items", call("own", listJobs, nil)),
		"once":   s.do(t, "POST", "/v1/items", call("own", listJobs, nil, "max_items", 9), "Accept", jsonContent),
		"batch": s.do(t, "POST", "/v1/batch", lines(line("a", "own", startCluster, start["params"].(params), "wait", true),
			line("b", "own", runNow, params{"data": params{"job_id": 1}})), "Content-Type", linesContent),
		"abstra": s.do(t, "POST", "/connectors/connection/own/execute", params{"actionName": runNow, "parameters": params{"data": params{"job_id": 1}}}),
	} {
		assert.NotContains(t, string(got.Body), canary.Value, name)
		assert.Contains(t, string(got.Body), "PERMISSION_DENIED", name)
		for field := range got.Header {
			assert.NotContains(t, got.Header.Get(field), canary.Value, "%s: %s", name, field)
		}
	}
}
