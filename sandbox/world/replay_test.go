package world

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/schema"
)

// What changes add up to is what was remembered: two worlds that take turns, and a
// third that only reads, hold the same after every call.
func TestChangesAddUp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	types := schema.NewTypes(schema.BuiltinTypes())
	open := func() *World {
		w, err := New(Config{Registry: builtinActions, Types: types, Seeds: 2, Polls: 1, State: file, Late: func(string) int { return 1 }})
		require.NoError(t, err)
		return w
	}
	type object = map[string]any
	calls := []struct {
		action string
		params object
	}{
		{"post_api_2_1_unity_catalog_catalogs", object{"data": object{"name": "a"}}},
		{"post_api_2_1_unity_catalog_schemas", object{"data": object{"catalog_name": "a", "name": "s"}}},
		{"get_api_2_1_unity_catalog_catalogs", object{}},
		{"patch_api_2_1_unity_catalog_catalogs_by_name", object{"name": "a", "data": object{"new_name": "b"}}},
		{"post_api_2_1_clusters_create", object{"data": object{"spark_version": "15.4.x"}}},
		{"get_api_2_1_clusters_list", object{}},
		{"post_api_2_1_clusters_delete", object{"data": object{"cluster_id": "example-cluster_id"}}},
		{"get_api_2_1_clusters_get", object{"cluster_id": "example-cluster_id"}},
		{"get_api_2_1_clusters_get", object{"cluster_id": "example-cluster_id"}},
		{"post_api_2_1_clusters_permanent_delete", object{"data": object{"cluster_id": "example-cluster_id"}}},
		{"post_api_2_2_jobs_run_now", object{"data": object{"job_id": json.Number("1"), "idempotency_token": "t"}}},
		{"post_api_2_2_jobs_run_now", object{"data": object{"job_id": json.Number("1"), "idempotency_token": "t"}}},
		{"post_api_2_2_jobs_runs_cancel_all", object{"data": object{"job_id": json.Number("1")}}},
		{"post_api_2_0_dbfs_create", object{"data": object{"path": "/f"}}},
		{"post_api_2_0_dbfs_put", object{"data": object{"path": "/d/g", "contents": "eA=="}}},
		{"post_api_2_0_dbfs_put", object{"data": object{"path": "/d/g", "contents": "eHk=", "overwrite": true}}},
		{"post_api_2_0_dbfs_move", object{"data": object{"source_path": "/d", "destination_path": "/e"}}},
		{"post_api_2_0_dbfs_delete", object{"data": object{"path": "/e", "recursive": true}}},
		{"post_api_2_0_mlflow_runs_delete", object{"data": object{"run_id": "example-run_id"}}},
		{"post_api_2_0_mlflow_runs_restore", object{"data": object{"run_id": "example-run_id"}}},
		{"delete_api_2_1_unity_catalog_catalogs_by_name", object{"name": "example-name", "force": true}},
	}
	worlds := []*World{open(), open()}
	reader := open()
	for i, c := range calls {
		a, err := builtinActions.Action(c.action)
		require.NoError(t, err)
		w := worlds[i%2]
		if _, err := w.Do(Call{Action: a, Params: c.params}); err != nil {
			require.ErrorAs(t, err, new(*Problem), c.action)
		}
		want := held(t, w)
		require.NoError(t, reader.read())
		assert.JSONEq(t, want, held(t, reader), "%d %s, read on", i, c.action)
		assert.JSONEq(t, want, held(t, open()), "%d %s, read whole", i, c.action)
	}
	assert.Less(t, reader.file.base, reader.file.size, "the file has changes")
}

// held is what a world remembers, but for the counter, which refused calls move too.
func held(t *testing.T, w *World) string {
	t.Helper()
	s := w.state
	s.Counter, s.Mark = 0, ""
	text, err := json.Marshal(s)
	require.NoError(t, err)
	return string(text)
}
