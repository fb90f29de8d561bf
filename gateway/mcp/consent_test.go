package mcp

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// deleteCluster is destructive, and needs a cluster.
func deleteCluster(id string) map[string]any {
	return map[string]any{"action": "post_api_2_1_clusters_permanent_delete", "params": map[string]any{"data": map[string]any{"cluster_id": id}}}
}

func TestConsent(t *testing.T) {
	c := opened(t)
	setup := connected(t, made(t, Options{Connector: c, Mode: connection.FullAccess}), nil)
	for _, answer := range []string{"decline", "cancel", "accept"} {
		id := setup.cluster()
		s := connected(t, made(t, Options{Connector: c}), func(string) string { return answer })
		text, failed := s.call("run_action", deleteCluster(id))
		require.Len(t, s.asked, 1)
		assert.Contains(t, s.asked[0], id)
		assert.Contains(t, s.asked[0], "destructive")
		assert.Equal(t, answer != "accept", failed, text)
		if failed {
			assert.Contains(t, text, "the person was asked and did not agree")
		}
		_, gone := setup.call("run_action", map[string]any{"action": "get_api_2_1_clusters_get", "params": map[string]any{"cluster_id": id}})
		assert.Equal(t, answer == "accept", gone)
	}
}

// Nobody is asked about a call that is not valid, that another rule forbids, or with
// --confirm never.
func TestNobodyIsAskedInVain(t *testing.T) {
	s := connected(t, made(t, Options{}), func(string) string { return "accept" })
	e := s.refused("run_action", map[string]any{"action": start, "params": map[string]any{"data": map[string]any{"cluster": "x"}}})
	assert.Equal(t, "INVALID_PARAMETERS", e["code"])
	assert.Equal(t, "describe_action", e["next"].(map[string]any)["tool"])

	never := connected(t, made(t, Options{NeverAsk: true}), func(string) string { return "accept" })
	assert.Equal(t, "POLICY_REFUSED", never.refused("run_action", deleteCluster("x"))["code"])

	held := opened(t, func(cfg *connector.Config) {
		box := cfg.Connections["box"]
		box.Policy.Mode = connection.ReadOnly
		cfg.Connections["box"] = box
	})
	walled := connected(t, made(t, Options{Connector: held}), func(string) string { return "accept" })
	assert.Contains(t, walled.refused("run_action", deleteCluster("x"))["message"], "connection box refuses")
	assert.Empty(t, append(append(s.asked, never.asked...), walled.asked...))
}

// A connection that wants its calls confirmed gets the person's word, from a client that
// can ask alone.
func TestConfirmOfAConnection(t *testing.T) {
	c := opened(t, func(cfg *connector.Config) {
		box := cfg.Connections["box"]
		box.Policy.Confirm = []string{"write"}
		cfg.Connections["box"] = box
	})
	arguments := map[string]any{"action": "post_api_2_0_workspace_mkdirs", "params": map[string]any{"data": map[string]any{"path": "/a"}}}
	e := connected(t, made(t, Options{Connector: c}), nil).refused("run_action", arguments)
	assert.Contains(t, e["message"], "a person has to confirm it")
	asking := connected(t, made(t, Options{Connector: c}), func(string) string { return "accept" })
	asking.ok("run_action", arguments)
	assert.Len(t, asking.asked, 1)
}

// An answer counts for the call that was asked about, once, and for a while.
func TestForgedConsent(t *testing.T) {
	s := made(t, Options{})
	yes := mcp.InputResponseMap{consentName: &mcp.ElicitResult{Action: "accept"}}
	about := func(cluster string) *request {
		arguments, err := json.Marshal(deleteCluster(cluster))
		require.NoError(t, err)
		return &request{CallToolRequest: &mcp.CallToolRequest{Params: &mcp.CallToolParamsRaw{Name: "run_action", Arguments: arguments, InputResponses: yes}}, tool: &tool{name: "run_action"}}
	}
	state := s.consent.sign(digestOf(about("a")), time.Now().Add(time.Minute))
	try := func(q *request, state string) int {
		q.Params.RequestState = state
		return s.answerOf(q)
	}
	assert.Equal(t, notAsked, try(about("a"), ""), "no state")
	assert.Equal(t, notAsked, try(about("a"), "signed"))
	assert.Equal(t, notAsked, try(about("b"), state), "of another call")
	stranger := about("a")
	stranger.client.ID = "other"
	assert.Equal(t, notAsked, try(stranger, state), "of another client")
	assert.Equal(t, notAsked, try(about("a"), s.consent.sign(digestOf(about("a")), time.Now().Add(-time.Minute))), "too old")
	assert.Equal(t, notAsked, try(about("a"), newConsent().sign(digestOf(about("a")), time.Now().Add(time.Minute))), "of another key")
	assert.Equal(t, accepted, try(about("a"), state))
	assert.Equal(t, notAsked, try(about("a"), state), "a second time")
}

// The question shows the person no secret, and neither does a refusal.
func TestQuestionsShowNoSecrets(t *testing.T) {
	secret := map[string]any{"action": "post_api_2_0_secrets_put", "params": map[string]any{"data": map[string]any{"scope": "s", "key": "k", "string_value": "hunter22222"}}}
	s := connected(t, made(t, Options{}), func(string) string { return "decline" })
	text, failed := s.call("run_action", secret)
	assert.True(t, failed)
	require.Len(t, s.asked, 1)
	assert.Contains(t, s.asked[0], `"key":"k"`)
	assert.NotContains(t, s.asked[0]+text, "hunter")
}
