package connector_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// nightly is code of a program that uses the connector: it starts a job that has no run
// yet.
func nightly(ctx context.Context, c *connector.Connector, job int64) (started bool, err error) {
	runs := connector.Call{
		Connection: "prod",
		Action:     "get_api_2_2_jobs_runs_list",
		Params:     map[string]any{"job_id": job},
		List:       connector.ListOptions{MaxItems: 1},
	}
	for _, err := range c.Items(ctx, runs) {
		return false, err // there is one, or nobody knows
	}
	_, err = c.RunAction(ctx, "prod", "post_api_2_2_jobs_run_now", map[string]any{"data": map[string]any{"job_id": job}})
	return err == nil, err
}

// Tests of such a program run it against the sandbox under the name of the connection.
func TestNightly(t *testing.T) {
	box, err := sandbox.Open(sandbox.Config{
		Registry: connector.Builtin(),
		Seeds:    -1, // nothing is there at first
		Polls:    -1, // work is done at once
		Faults:   []sandbox.Fault{{Kind: "403", Actions: "post_*_jobs_run_now", Times: 1}},
	})
	require.NoError(t, err)
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"prod": box.Connection()},
	})
	require.NoError(t, err)

	res, err := c.RunAction(t.Context(), "prod", "post_api_2_2_jobs_create", map[string]any{
		"data": map[string]any{"name": "nightly", "tasks": []any{map[string]any{"task_key": "load"}}},
	})
	require.NoError(t, err)
	var job struct {
		ID int64 `json:"job_id"`
	}
	require.NoError(t, res.Decode(&job))

	_, err = nightly(t.Context(), c, job.ID)
	require.ErrorIs(t, err, connector.ErrPermissionDenied)
	started, err := nightly(t.Context(), c, job.ID)
	require.NoError(t, err)
	assert.True(t, started)
	started, err = nightly(t.Context(), c, job.ID)
	require.NoError(t, err)
	assert.False(t, started, "it runs already")
	assert.Equal(t, 6, box.Requests())
}
