package connector_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// recorder is a workspace that keeps the bodies it was sent.
func recorder(t *testing.T) (*connector.Connector, *[]map[string]any) {
	t.Helper()
	var bodies []map[string]any
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		var body map[string]any
		assert.NoError(t, json.Unmarshal(text, &body))
		bodies = append(bodies, body)
		_, _ = io.WriteString(w, `{}`)
	}))
	t.Cleanup(server.Close)
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"w": {Host: server.URL, Auth: connection.StaticToken("t")}},
	})
	require.NoError(t, err)
	return c, &bodies
}

func TestIdempotencyTokens(t *testing.T) {
	c, bodies := recorder(t)
	run := func(call connector.Call) string {
		call.Connection, call.Action = "w", "post_api_2_2_jobs_run_now"
		_, err := c.Do(t.Context(), call)
		require.NoError(t, err)
		token, _ := (*bodies)[len(*bodies)-1]["idempotency_token"].(string)
		return token
	}
	params := map[string]any{"data": map[string]any{"job_id": 1}}
	first, second := run(connector.Call{Params: params}), run(connector.Call{Params: params})
	assert.NotEmpty(t, first)
	assert.LessOrEqual(t, len(first), 64, "the service takes 64 characters")
	assert.NotEqual(t, first, second, "two calls are two")
	assert.NotContains(t, params["data"], "idempotency_token", "the caller's map is the caller's")
	assert.Equal(t, "k", run(connector.Call{Params: params, IdempotencyKey: "k"}))
	type runNow struct {
		JobID int64 `json:"job_id"`
	}
	assert.Equal(t, "k", run(connector.Call{Params: map[string]any{"data": runNow{1}}, IdempotencyKey: "k"}), "structs too")
	own := map[string]any{"data": map[string]any{"job_id": 1, "idempotency_token": "mine"}}
	assert.Equal(t, "mine", run(connector.Call{Params: own, IdempotencyKey: "k"}), "what the caller gave is sent")
}

// A plan is the same for the same call, so it gets no token of its own.
func TestPlansMintNoToken(t *testing.T) {
	c, _ := recorder(t)
	call := connector.Call{Connection: "w", Action: "post_api_2_2_jobs_run_now", Params: map[string]any{"data": map[string]any{"job_id": 1}}}
	plan, err := c.Plan(t.Context(), call)
	require.NoError(t, err)
	assert.NotContains(t, plan.String(), "idempotency_token")
	call.IdempotencyKey = "k"
	plan, err = c.Plan(t.Context(), call)
	require.NoError(t, err)
	assert.Contains(t, plan.String(), `"idempotency_token":"k"`)
}
