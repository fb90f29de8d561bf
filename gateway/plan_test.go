package gateway

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/internal/canary"
	"github.com/actionctl/connector/sandbox"

	connector "github.com/actionctl/connector"
)

func TestPlan(t *testing.T) {
	s := newTestGateway(t)
	got := s.do(t, "POST", "/v1/plan", call("sandbox", putSecret, params{"data": params{"scope": "s", "key": "k", "string_value": canary.Value}}))
	require.Equal(t, 200, got.Status, "%s", got.Body)
	plan := got.value(t)
	assert.Equal(t, "POST", plan["method"])
	assert.Equal(t, sandbox.Host+"/api/2.0/secrets/put", plan["url"])
	assert.Equal(t, map[string]any{"scope": "s", "key": "k", "string_value": "**REDACTED**"}, plan["body"])
	assert.Equal(t, "Bearer **REDACTED**", plan["headers"].(map[string]any)["Authorization"])
	assert.NotContains(t, plan, "refused")
	assert.NotContains(t, string(got.Body), canary.Value)
	assert.Zero(t, s.box.Requests())

	exact := s.do(t, "POST", "/v1/plan", `{"connection":"sandbox","action":"`+runNow+`","params":{"data":{"job_id":9007199254740993}}}`)
	assert.Contains(t, string(exact.Body), `"job_id":9007199254740993`)
}

// A plan tells whether the call would be refused, by whom, and what would let it run.
func TestPlanTellsRefusals(t *testing.T) {
	box := sandbox.New(connector.Builtin(), nil)
	safe, asking := box.Connection(), box.Connection()
	safe.Policy = connection.Policy{Mode: connection.Safe}
	asking.Policy = connection.Policy{Confirm: []string{"cost"}}
	s := newTestGateway(t, func(s *setup) {
		s.Connector.Connections = map[string]connection.Connection{"safe": safe, "asking": asking, "open": box.Connection()}
		s.Gates = []connector.Gate{connector.PolicyGate("this server", connection.Policy{Deny: []string{"delete_*"}})}
	}, withTokens(
		token.Token{Name: "reader", Scope: token.Scope{Connections: []string{"*"}, Classes: []string{"read"}}},
		token.Token{Name: "all", Scope: token.Scope{Connections: []string{"*"}, Confirm: true}},
	))
	start := params{"data": params{"cluster_id": "c"}}
	for name, tc := range map[string]struct {
		who  string
		body map[string]any
		want string
	}{
		"connection":  {"all", call("safe", startCluster, start), "connection safe refuses"},
		"token":       {"reader", call("open", startCluster, start), "token reader refuses"},
		"server":      {"all", call("open", "delete_api_2_0_repos_by_repo_id", params{"repo_id": 1}), "this server refuses"},
		"unconfirmed": {"all", call("asking", startCluster, start), `give \"confirmed\": true`},
		"nothing":     {"all", call("asking", startCluster, start, "confirmed", true), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, "POST", "/v1/plan", tc.body, as(tc.who)...)
			require.Equal(t, 200, got.Status, "%s", got.Body)
			plan := got.value(t)
			if tc.want == "" {
				assert.NotContains(t, plan, "refused")
				return
			}
			assert.Equal(t, "POLICY_REFUSED", plan["refused"].(map[string]any)["code"])
			assert.Contains(t, string(got.Body), tc.want)
			run := s.do(t, "POST", "/v1/run", tc.body, as(tc.who)...)
			assert.Equal(t, plan["refused"], run.errorOf(t, 403), "run refuses it in the same words")
		})
	}
	assert.Equal(t, "SCOPE", s.do(t, "POST", "/v1/run", call("asking", startCluster, start, "confirmed", true), as("reader")...).errorOf(t, 403)["code"])
	assert.Zero(t, box.Requests())
}
