package gateway

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/canary"
)

func TestRunRefuses(t *testing.T) {
	s := newTestGateway(t)
	for name, tc := range map[string]struct {
		body   any
		status int
		code   string
		text   string
	}{
		"no action":          {call("sandbox", "", nil), 400, "BAD_BODY", "GET /v1/actions"},
		"unknown action":     {call("sandbox", "get_api_2_2_jobs_lst", nil), 404, "UNKNOWN_ACTION", listJobs},
		"unknown connection": {call("sandbax", listJobs, nil), 404, "UNKNOWN_CONNECTION", `did you mean \"sandbox\"`},
		"wrong parameters":   {call("sandbox", runNow, params{"data": params{"job_id": "x"}, "jobid": 1}), 422, "INVALID_PARAMETERS", "/data/job_id"},
		"unknown field":      {call("sandbox", listJobs, nil, "parms", 1), 400, "BAD_BODY", "params"},
		"validation":         {call("sandbox", listJobs, nil, "validation", "lax"), 400, "BAD_BODY", "strict, allow_unknown, off"},
		"timeout":            {call("sandbox", listJobs, nil, "timeout", "soon"), 400, "BAD_BODY", "90s"},
		"negative timeout":   {call("sandbox", listJobs, nil, "timeout", -1), 400, "BAD_BODY", "90s"},
		"params as a list":   {`{"connection":"sandbox","action":"` + listJobs + `","params":[]}`, 400, "BAD_BODY", "params has to be an object"},
		"not found":          {call("sandbox", getCluster, params{"cluster_id": "none"}), 404, "INVALID_PARAMETER_VALUE", "does not exist"},
		"no default":         {call("", listJobs, nil), 400, "NO_CONNECTION", "other, sandbox"},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, "POST", "/v1/run", tc.body)
			object := got.errorOf(t, tc.status)
			assert.Equal(t, tc.code, object["code"])
			assert.Contains(t, string(got.Body), tc.text)
			assert.NotContains(t, string(got.Body), "actionctl describe")
			assert.NotContains(t, string(got.Body), "actionctl search")
		})
	}
	invalid := s.do(t, "POST", "/v1/run", call("sandbox", runNow, params{"data": params{}})).errorOf(t, 422)
	assert.Equal(t, []any{"GET /v1/actions/" + runNow}, invalid["next"])
	assert.NotEmpty(t, invalid["problems"])
}

// The names in a request may be long or dirty: they are told cut.
func TestRunCutsNames(t *testing.T) {
	s := newTestGateway(t)
	long := string(make([]byte, 5000)) + "x"
	for _, body := range []any{call("sandbox", long, nil), call(long, listJobs, nil), call("sandbox", listJobs, nil, "validation", long)} {
		got := s.do(t, "POST", "/v1/run", body)
		assert.GreaterOrEqual(t, got.Status, 400)
		assert.Less(t, len(got.Body), 3000)
		assert.NotContains(t, string(got.Body), `\u0000`)
	}
}

func TestErrorsOfTheServiceAreTold(t *testing.T) {
	s := newTestGateway(t, behind(t, says(429, `{"error_code":"REQUEST_LIMIT_EXCEEDED","message":"slow down"}`, "Retry-After", "7", "X-Request-Id", "abc")))
	got := s.do(t, "POST", "/v1/run", call("own", listJobs, nil))
	object := got.errorOf(t, 429)
	assert.Equal(t, "7", got.Header.Get("Retry-After"))
	assert.Equal(t, json.Number("7"), object["retry_after"])
	assert.Equal(t, "abc", object["request_id"])
	assert.Equal(t, "own", object["connection"])
	assert.Equal(t, true, object["retryable"])

	s = newTestGateway(t, behind(t, says(401, `{"error_code":"UNAUTHENTICATED","message":"who is `+canary.Value+`?"}`)))
	got = s.do(t, "POST", "/v1/run", call("own", listJobs, nil))
	assert.Contains(t, got.errorOf(t, 502)["hint"], "where the gateway runs")
	assert.NotContains(t, string(got.Body), canary.Value)
}
