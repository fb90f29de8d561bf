package connector_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// Every action runs or is refused as its class says, and a refusal sends nothing.
func TestPolicyOfEveryAction(t *testing.T) {
	var sent atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { sent.Add(1) }))
	defer server.Close()
	with := func(mode connection.Mode) connection.Connection {
		return connection.Connection{Host: server.URL, Policy: connection.Policy{Mode: mode}}
	}
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"read_only": with(connection.ReadOnly), "safe": with(connection.Safe), "delete_safe": with(connection.DeleteSafe),
	}})
	require.NoError(t, err)
	refused := map[string][]registry.Safety{
		"read_only":   {registry.Write, registry.Cost, registry.Privileged, registry.Destructive},
		"safe":        {registry.Cost, registry.Privileged, registry.Destructive},
		"delete_safe": {registry.Destructive},
	}
	for a := range everyAction(t, c.Registry()) {
		name := a.Name
		for mode, classes := range refused {
			call := connector.Call{Connection: mode, Action: name, Params: map[string]any{"no_such_name": 1}}
			_, err := c.Do(t.Context(), call)
			if slices.Contains(classes, a.Safety) {
				require.ErrorIs(t, err, connector.ErrRefused, "%s %s", mode, name)
				require.ErrorIs(t, c.Permits(call), connector.ErrRefused, "%s %s", mode, name)
				continue
			}
			require.ErrorIs(t, err, connector.ErrInvalid, "%s %s", mode, name)
			require.NoError(t, c.Permits(call), "%s %s", mode, name)
		}
	}
	assert.Zero(t, sent.Load())
}

func TestRefusalByPolicy(t *testing.T) {
	var sent atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { sent.Add(1) }))
	defer server.Close()
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: server.URL, Policy: connection.Policy{Mode: connection.Safe, Allow: []string{"post_*_jobs_run_now"}, Deny: []string{"*_secrets_*"}}},
	}})
	require.NoError(t, err)
	call := connector.Call{Connection: "w", Action: deleteJob, Params: map[string]any{"data": job}}
	_, err = c.Do(t.Context(), call)
	require.ErrorIs(t, err, connector.ErrRefused)
	var refusal *connector.PolicyError
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, "w", refusal.Connection)
	const text = "post_api_2_2_jobs_delete: connection w refuses this destructive action by mode safe; mode full_access would allow it, and so would its name in allow"
	assert.EqualError(t, err, text)
	object, err := json.Marshal(connector.NewErrorObject(err, call))
	require.NoError(t, err)
	assert.JSONEq(t, `{"code": "POLICY_REFUSED", "category": "policy", "retryable": false, "action": "post_api_2_2_jobs_delete", "connection": "w", "message": "`+text+`"}`, string(object))

	plan, err := c.Plan(t.Context(), call)
	require.NoError(t, err, "a plan does nothing")
	assert.Equal(t, "/api/2.2/jobs/delete", plan.Path)
	assert.EqualError(t, c.Permits(call), text)
	_, err = c.RunAction(t.Context(), "w", "get_api_2_0_secrets_scopes_list", nil)
	require.ErrorIs(t, err, connector.ErrRefused)
	assert.Zero(t, sent.Load())
	_, err = c.RunAction(t.Context(), "w", "post_api_2_2_jobs_run_now", map[string]any{"data": job})
	require.NoError(t, err)
	assert.EqualValues(t, 1, sent.Load())
}

func TestPoliciesAreCheckedWhenOpening(t *testing.T) {
	_, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: "https://w.example", Policy: connection.Policy{Mode: "readonly"}},
	}})
	assert.EqualError(t, err, `connection w: policy: mode "readonly" is not one of read_only, safe, delete_safe, full_access`)
}

func TestPermitsNeedsAnActionAndAConnection(t *testing.T) {
	c := openSandbox(t)
	assert.ErrorIs(t, c.Permits(connector.Call{Connection: "sandbox", Action: "no"}), connector.ErrUnknownAction)
	assert.ErrorIs(t, c.Permits(connector.Call{Connection: "no", Action: getJob}), connector.ErrUnknownConnection)
	assert.NoError(t, c.Permits(connector.Call{Connection: "sandbox", Action: getJob}))
}
