package sandbox_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/sandbox"
)

// Two hundred runs are submitted through a workspace that fails in every way, each
// with a key of its own and again until it is answered: there are two hundred runs.
func TestATokenMakesRepeatsOneThing(t *testing.T) {
	const runs, submit = 200, "post_api_2_2_jobs_runs_submit"
	c := open(t, sandbox.Config{Seeds: -1, Seed: 3, Faults: []sandbox.Fault{
		{Kind: "503", Actions: submit, Rate: 0.1},
		{Kind: "429", Actions: submit, Rate: 0.1},
		{Kind: sandbox.FaultDrop, Actions: submit, Rate: 0.1},
		{Kind: sandbox.FaultLose, Actions: submit, Rate: 0.2},
		{Kind: sandbox.FaultCut, Actions: submit, Rate: 0.2},
	}})
	ids, repeats, unknown := map[string]bool{}, 0, 0
	for i := range runs {
		call := connector.Call{
			Connection: "sandbox", Action: submit, IdempotencyKey: fmt.Sprintf("key-%d", i),
			Params: map[string]any{"data": map[string]any{"run_name": fmt.Sprintf("run-%d", i)}},
		}
		for {
			res, err := c.Do(t.Context(), call)
			if err == nil {
				var started struct {
					ID json.Number `json:"run_id"`
				}
				require.NoError(t, res.Decode(&started))
				assert.False(t, ids[started.ID.String()], "run %s twice", started.ID)
				ids[started.ID.String()] = true
				break
			}
			repeats++
			var lost *connector.SendError
			if errors.As(err, &lost) {
				unknown++
			}
		}
	}
	assert.Greater(t, unknown, runs/4, "there were faults behind which the service acted")
	assert.Greater(t, repeats, unknown)

	names := map[string]bool{}
	for item, err := range c.Items(t.Context(), connector.Call{Connection: "sandbox", Action: "get_api_2_2_jobs_runs_list"}) {
		require.NoError(t, err)
		run, _ := item.(map[string]any)
		assert.True(t, ids[fmt.Sprint(run["run_id"])], "run %v was not answered", run["run_id"])
		name := fmt.Sprint(run["run_name"])
		assert.False(t, names[name], "%s twice", name)
		names[name] = true
	}
	assert.Len(t, names, runs)
}

// What was made late is not found at first, neither by its id nor in the list.
func TestLateIsFoundAfterSomeReads(t *testing.T) {
	const create, get, list = "post_api_2_1_unity_catalog_catalogs", "get_api_2_1_unity_catalog_catalogs_by_name", "get_api_2_1_unity_catalog_catalogs"
	c := open(t, sandbox.Config{Seeds: -1, Faults: []sandbox.Fault{{Kind: sandbox.FaultLate, Actions: create, Reads: 3, Times: 1}}})
	run := func(action string, params map[string]any) (*connector.Result, error) {
		return c.RunAction(t.Context(), "sandbox", action, params)
	}
	for _, name := range []string{"sales", "stock"} {
		_, err := run(create, map[string]any{"data": map[string]any{"name": name}})
		require.NoError(t, err)
	}
	names := func() (found []any) {
		for item, err := range c.Items(t.Context(), connector.Call{Connection: "sandbox", Action: list}) {
			require.NoError(t, err)
			catalog, _ := item.(map[string]any)
			found = append(found, catalog["name"])
		}
		return found
	}
	_, err := run(get, map[string]any{"name": "sales"})
	require.ErrorIs(t, err, connector.ErrNotFound)
	var refusal *connector.APIError
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, sandbox.FaultLate, refusal.Header.Get(sandbox.FaultHeader))
	assert.NotContains(t, refusal.Message, "there is sales")
	assert.Equal(t, []any{"stock"}, names())
	_, err = run(get, map[string]any{"name": "sales"})
	require.ErrorIs(t, err, connector.ErrNotFound)

	_, err = run(get, map[string]any{"name": "sales"})
	require.NoError(t, err)
	assert.Equal(t, []any{"sales", "stock"}, names())
}
