package registry

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestListOf(t *testing.T) {
	r := builtin(t)
	for _, tt := range []struct {
		action string
		names  []string
		want   string
	}{
		{"get_api_2_1_clusters_get", nil, "get_api_2_1_clusters_list"},
		{"post_api_2_1_clusters_start", []string{"cluster_id"}, "get_api_2_1_clusters_list"},
		{"get_api_2_2_jobs_runs_get_output", []string{"run_id"}, "get_api_2_2_jobs_runs_list"},
		{"post_api_2_2_jobs_run_now", []string{"job_id"}, "get_api_2_2_jobs_list"},
		{"post_api_2_0_sql_warehouses_by_id_start", nil, "get_api_2_0_sql_warehouses"},
		{"post_api_2_0_sql_statements", []string{"statement", "warehouse_id"}, "get_api_2_0_sql_warehouses"},
		{"get_api_2_0_permissions_clusters_by_cluster_id", []string{"cluster_id"}, "get_api_2_1_clusters_list"},
		{"post_api_2_1_unity_catalog_schemas", []string{"name", "catalog_name"}, "get_api_2_1_unity_catalog_catalogs"},
		{"delete_api_2_1_unity_catalog_tables_by_full_name", []string{"full_name"}, "get_api_2_1_unity_catalog_tables"},
		{"get_api_2_0_apps_by_app_name_deployments_by_deployment_id", nil, "get_api_2_0_apps_by_app_name_deployments"},
		{"post_api_2_0_mlflow_runs_log_metric", []string{"run_id"}, "post_api_2_0_mlflow_runs_search"},
		{"post_api_2_0_secrets_put", []string{"scope", "key"}, "get_api_2_0_secrets_list"},
	} {
		a, err := r.Action(tt.action)
		require.NoError(t, err)
		list, ok := r.ListOf(a, tt.names)
		if assert.True(t, ok, tt.action) {
			assert.Equal(t, tt.want, list.Name, tt.action)
		}
	}
	a, err := r.Action("get_api_2_0_workspace_conf")
	require.NoError(t, err)
	_, ok := r.ListOf(a, nil)
	assert.False(t, ok)
}

func TestGetOf(t *testing.T) {
	r := builtin(t)
	for action, want := range map[string]string{
		"post_api_2_1_clusters_start":             "get_api_2_1_clusters_get",
		"post_api_2_2_jobs_runs_repair":           "get_api_2_2_jobs_runs_get",
		"post_api_2_0_sql_warehouses_by_id_start": "get_api_2_0_sql_warehouses_by_id",
		"post_api_2_0_apps_by_name_stop":          "get_api_2_0_apps_by_name",
	} {
		a, err := r.Action(action)
		require.NoError(t, err)
		get, ok := r.GetOf(a)
		if assert.True(t, ok, action) {
			assert.Equal(t, want, get.Name, action)
		}
	}
}

// Whatever is found is another action, and one that reads.
func TestFamiliesRead(t *testing.T) {
	r := builtin(t)
	lists := 0
	for _, name := range r.Names() {
		a, err := r.Action(name)
		require.NoError(t, err)
		if list, ok := r.ListOf(a, nil); ok {
			lists++
			assert.Equal(t, Read, list.Safety, name)
			assert.NotEqual(t, name, list.Name)
		}
		if get, ok := r.GetOf(a); ok {
			assert.Equal(t, Read, get.Safety, name)
			assert.NotEqual(t, name, get.Name)
		}
	}
	assert.Greater(t, lists, 400)
}
