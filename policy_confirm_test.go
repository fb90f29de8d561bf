package connector_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// What the policy wants confirmed is sent only when it is, by whichever way it is run.
func TestPolicyWantsConfirmation(t *testing.T) {
	var sent atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		sent.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}")
	}))
	defer server.Close()
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		"w": {Host: server.URL, Policy: connection.Policy{Confirm: []string{"destructive", "cost"}}},
	}})
	require.NoError(t, err)
	call := connector.Call{Connection: "w", Action: deleteJob, Params: map[string]any{"data": job}}

	_, err = c.Do(t.Context(), call)
	require.ErrorIs(t, err, connector.ErrRefused)
	var refusal *connector.PolicyError
	require.ErrorAs(t, err, &refusal)
	assert.True(t, refusal.Unconfirmed)
	assert.EqualError(t, err, deleteJob+": connection w refuses this destructive action by confirm [destructive, cost]; "+
		"confirm it: --yes on the command line, Call.Confirmed in Go")
	require.ErrorIs(t, c.Permits(call), connector.ErrRefused)
	_, err = c.Plan(t.Context(), call)
	require.NoError(t, err, "a plan does nothing")

	start := connector.Call{Connection: "w", Action: "post_api_2_0_sql_statements", Params: map[string]any{
		"data": map[string]any{"statement": "SELECT 1", "warehouse_id": "w"},
	}}
	for _, err := range c.Items(t.Context(), start) {
		require.ErrorIs(t, err, connector.ErrRefused)
	}
	_, err = c.Wait(t.Context(), start, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrRefused)
	assert.Zero(t, sent.Load())

	call.Confirmed = true
	require.NoError(t, c.Permits(call))
	_, err = c.Do(t.Context(), call)
	require.NoError(t, err)
	start.Confirmed = true
	for _, err := range c.Items(t.Context(), start) {
		require.NoError(t, err)
	}
	assert.EqualValues(t, 2, sent.Load())
	_, err = c.Do(t.Context(), connector.Call{Connection: "w", Action: getJob, Params: job})
	require.NoError(t, err, "what reads is not asked for")
}
