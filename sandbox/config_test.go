package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConfigIsChecked(t *testing.T) {
	_, err := Open(Config{Registry: builtin, PageSize: -1, Outcomes: map[string]string{
		"get_api_2_1_clusters_get":       "RUNNING",
		"post_api_2_1_clusters_create":   "RUNING",
		"post_api_2_1_clusters_creates":  "RUNNING",
		"post_api_2_1_clusters_start":    "ERROR/BAD",
		"post_api_2_2_jobs_run_now":      "TERMINATED/BAD",
		"post_api_2_2_jobs_runs_submit":  "TERMINATED/FAILED",
		"post_api_2_0_sql_warehouses":    "STOPPED",
		"delete_api_2_0_apps_by_name":    "ERROR",
		"post_api_2_0_libraries_install": "FAILED",
	}})
	for _, says := range []string{
		"PageSize -1",
		"outcome of get_api_2_1_clusters_get: its work has no states",
		`outcome of post_api_2_1_clusters_create: no state is called "RUNING"; give one of ERROR, PENDING, `,
		"outcome of post_api_2_1_clusters_creates: unknown action",
		`outcome of post_api_2_1_clusters_start: "ERROR/BAD" has a result, and its work has none`,
		`outcome of post_api_2_2_jobs_run_now: no result is called "BAD"; give one of CANCELED, `,
		"outcome of delete_api_2_0_apps_by_name: its work has no states",
	} {
		assert.ErrorContains(t, err, says)
	}
	assert.NotContains(t, err.Error(), "submit")
	assert.NotContains(t, err.Error(), "STOPPED")
}

func TestSeeds(t *testing.T) {
	for seeds, want := range map[int]int{0: 3, -1: 0, 1: 1, 20: 20} {
		box, err := Open(Config{Registry: builtin, Types: sharedTypes, Seeds: seeds, PageSize: 25})
		require.NoError(t, err)
		for action, items := range map[string]string{
			"get_api_2_1_clusters_list": "clusters", "get_api_2_2_jobs_runs_list": "runs", "get_api_2_1_unity_catalog_catalogs": "catalogs",
		} {
			list, _ := valueOf(ask(t, box, action, params{}), items).([]any)
			assert.Len(t, list, want, action)
		}
	}
}

func TestMissingParentIsNamed(t *testing.T) {
	_, message := refused(t, newBox(), encode(t, "post_api_2_1_unity_catalog_schemas", params{"data": params{"catalog_name": "nowhere", "name": "s"}}), 404)
	assert.Contains(t, message, "Catalog nowhere does not exist")
	_, message = refused(t, newBox(), encode(t, "get_api_2_0_apps_by_app_name_deployments", params{"app_name": "nowhere"}), 404)
	assert.Contains(t, message, "App nowhere does not exist")
}
