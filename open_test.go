package connector_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// Nothing happens at start-up: opening reads no file and parses no descriptor.
func TestOpeningCostsNothing(t *testing.T) {
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { connector.Builtin() }), 5.0)
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		if _, err := connector.Open(connector.Config{}); err != nil {
			t.Error(err)
		}
	}), 40.0)
}

func TestSelectNarrowsTheActions(t *testing.T) {
	c, err := connector.Open(connector.Config{
		Select: func(r registry.Registry) registry.Registry { return r.Without("delete_*") },
	})
	require.NoError(t, err)
	_, err = c.RunAction(t.Context(), "x", "delete_api_2_0_apps_by_name", map[string]any{"name": "a"})
	assert.ErrorIs(t, err, connector.ErrUnknownAction)
	assert.Equal(t, 724, connector.Builtin().Len())
}

func TestOwnActionsAddOrReplaceOpenly(t *testing.T) {
	file := func(more string) fstest.MapFS {
		return fstest.MapFS{"jobs/get_api_2_2_jobs_get.yaml": {Data: []byte(
			"name: get_api_2_2_jobs_get\n" + more + "summary: Get a job my way.\nhttp: GET /my/jobs\n")}}
	}
	_, err := connector.Open(connector.Config{Actions: []fs.FS{file("")}})
	assert.ErrorContains(t, err, "say replaces: true")
	c, err := connector.Open(connector.Config{Actions: []fs.FS{file("replaces: true\n")}})
	require.NoError(t, err)
	d, err := c.Describe("get_api_2_2_jobs_get")
	require.NoError(t, err)
	assert.Equal(t, "Get a job my way.", d.Summary)
	assert.Equal(t, 724, c.Registry().Len())
}

// A call that cannot be made says so before anything is contacted.
func TestUnknownNames(t *testing.T) {
	c := openSandbox(t)
	_, err := c.RunAction(t.Context(), "sandbox", "get_api_2_2_jobs_gett", nil)
	assert.ErrorIs(t, err, connector.ErrUnknownAction)
	assert.ErrorContains(t, err, "did you mean get_api_2_2_jobs_get")
	_, err = c.RunAction(t.Context(), "sandbx", "get_api_2_2_jobs_get", nil)
	assert.ErrorIs(t, err, connector.ErrUnknownConnection)
	assert.ErrorContains(t, err, `did you mean "sandbox"?`)
	_, err = c.RunAction(t.Context(), "sandbox", "", nil)
	assert.ErrorContains(t, err, "names no action")
}

// A connection may allow what the descriptors do not know yet.
func TestConnectionAllowsUnknown(t *testing.T) {
	call := connector.Call{Connection: "w", Action: "post_api_2_1_clusters_create", Params: map[string]any{
		"data": map[string]any{"spark_version": "x", "brand_new": true},
	}}
	for _, allow := range []bool{false, true} {
		c, err := connector.Open(connector.Config{
			Connections: map[string]connection.Connection{"w": {Host: "https://w.example", AllowUnknown: allow}},
		})
		require.NoError(t, err)
		_, err = c.Plan(t.Context(), call)
		assert.Equal(t, allow, err == nil, "%v", err)
	}
}

// Problems of the check and of the encoders stand in one order.
func TestProblemsAreSorted(t *testing.T) {
	c := openSandbox(t)
	_, err := c.RunAction(t.Context(), "sandbox", "post_api_2_0_apps_by_app_name_deployments", map[string]any{
		"app_name": "..", "data": map[string]any{"no_such": 1},
	})
	require.ErrorIs(t, err, connector.ErrInvalid)
	text := err.Error()
	assert.Less(t, strings.Index(text, "/app_name"), strings.Index(text, "/data/no_such"))
}
