package gateway

import (
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Whoever sets the shorter limit ends the call; the answer says whose it was.
func TestRunHasATimeLimit(t *testing.T) {
	hangs := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // net/http looks for clients that left only then
		<-r.Context().Done()
	}
	for name, tc := range map[string]struct {
		limit  time.Duration
		asked  any
		action string
		params params
		text   string
	}{
		"the gateway's":           {10 * time.Millisecond, "1h", listJobs, nil, "the gateway's limit of 10ms"},
		"the gateway's, of write": {10 * time.Millisecond, nil, runNow, params{"data": params{"job_id": 1}}, "the gateway's limit of 10ms"},
		"the client's":            {time.Hour, 0.01, listJobs, nil, "timeout of 10ms"},
		"the client's, of bytes":  {time.Hour, "10ms", getFile, params{"file_path": "/a"}, "timeout of 10ms"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newTestGateway(t, behind(t, hangs), func(s *setup) { s.Limits.CallTime = tc.limit })
			got := s.do(t, "POST", "/v1/run", call("own", tc.action, tc.params, "timeout", tc.asked))
			object := got.errorOf(t, 504)
			assert.Equal(t, "TIMEOUT", object["code"])
			assert.Contains(t, object["message"], tc.text)
		})
	}
}
