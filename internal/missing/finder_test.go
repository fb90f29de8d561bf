package missing_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/missing"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// TestEveryActionCanBeCompleted answers with examples until nothing is missing.
func TestEveryActionCanBeCompleted(t *testing.T) {
	reg, types := connector.Builtin(), schema.NewTypes(schema.BuiltinTypes())
	for _, name := range reg.Names() {
		action, err := reg.Action(name)
		require.NoError(t, err)
		f := &missing.Finder{Action: action, Types: types}
		params := map[string]any{}
		for range 100 {
			v, problems, err := f.Next(params)
			require.NoError(t, err)
			require.Empty(t, problems, name)
			if v == nil {
				break
			}
			set(t, params, v.Steps, types.Example(v.Doc, v.Steps[len(v.Steps)-1], false))
		}
		problems, err := f.Check(params)
		require.NoError(t, err)
		require.Empty(t, problems, name)
	}
}

func set(t *testing.T, params map[string]any, steps []string, v any) {
	t.Helper()
	for _, step := range steps[:len(steps)-1] {
		if params[step] == nil {
			params[step] = map[string]any{}
		}
		inner, ok := params[step].(map[string]any)
		require.True(t, ok, steps)
		params = inner
	}
	params[steps[len(steps)-1]] = v
}

func finder(t *testing.T, name string) *missing.Finder {
	t.Helper()
	action, err := connector.Builtin().Action(name)
	require.NoError(t, err)
	return &missing.Finder{Action: action, Types: schema.NewTypes(schema.BuiltinTypes())}
}

func TestOrderAndMeaning(t *testing.T) {
	f := finder(t, "put_api_2_0_permissions_by_request_object_type_by_request_object_id")
	params := map[string]any{}
	for _, want := range []string{"request_object_id", "request_object_type", "data"} {
		v, _, err := f.Next(params)
		require.NoError(t, err)
		require.NotNil(t, v)
		assert.Equal(t, want, strings.Join(v.Steps, "."), "parameters come before the body")
		set(t, params, v.Steps, map[bool]any{true: map[string]any{}, false: "x"}[want == "data"])
	}
	v, problems, err := f.Next(params)
	assert.NoError(t, err)
	assert.Nil(t, v)
	assert.Empty(t, problems)
}

func TestObjectsOnTheWayAreMade(t *testing.T) {
	f := finder(t, "post_api_2_1_clusters_create")
	params := map[string]any{}
	v, _, err := f.Next(params)
	require.NoError(t, err)
	assert.Equal(t, []string{"data", "spark_version"}, v.Steps)
	assert.Contains(t, v.Text, "Runtime version")
	assert.Equal(t, map[string]any{"data": map[string]any{}}, params)
}

func TestOtherProblemsComeInstead(t *testing.T) {
	v, problems, err := finder(t, "post_api_2_1_clusters_create").Next(map[string]any{"data": map[string]any{"num_workers": "two"}})
	assert.NoError(t, err)
	assert.Nil(t, v)
	assert.Len(t, problems, 2)
}

func TestSecretsAndBytes(t *testing.T) {
	v, _, err := finder(t, "get_api_2_1_unity_catalog_public_data_sharing_activation_by_activation_url").Next(map[string]any{})
	require.NoError(t, err)
	assert.True(t, v.Secret)

	f := finder(t, "put_api_2_0_fs_filesby_file_path")
	params := map[string]any{"file_path": "/a"}
	v, _, err = f.Next(params)
	require.NoError(t, err)
	require.NotNil(t, v)
	assert.True(t, v.Raw)
	params[registry.BodyParam] = strings.NewReader("bytes are not looked at")
	v, problems, err := f.Next(params)
	assert.NoError(t, err)
	assert.Nil(t, v)
	assert.Empty(t, problems)
}
