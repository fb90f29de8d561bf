package registry

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// asked are questions in people's own words, and an action that answers each.
var asked = map[string]string{
	// compute
	"spin up a cluster":                      "post_api_2_1_clusters_create",
	"launch new cluster":                     "post_api_2_1_clusters_create",
	"shut down cluster":                      "post_api_2_1_clusters_delete",
	"start a cluster and wait until it runs": "post_api_2_1_clusters_start",
	"run a job, then wait until it ends":     "post_api_2_2_jobs_run_now",
	"reboot cluster":                         "post_api_2_1_clusters_restart",
	"scale cluster to 10 workers":            "post_api_2_1_clusters_resize",
	"what instance types are there":          "get_api_2_1_clusters_list_node_types",
	"cluster log of events":                  "post_api_2_1_clusters_events",
	"add pypi package to a cluster":          "post_api_2_0_libraries_install",
	"clusters/permanent-delete":              "post_api_2_1_clusters_permanent_delete",
	"databricks runtime versions":            "get_api_2_1_clusters_spark_versions",
	"run python code on a cluster":           "post_api_1_2_commands_execute",
	"create pool of instances":               "post_api_2_0_instance_pools_create",
	"init scripts":                           "get_api_2_0_global_init_scripts",
	"create cluster policy":                  "post_api_2_0_policies_clusters_create",
	"why did my cluster terminate":           "get_api_2_1_clusters_get",
	"who can use this cluster":               "get_api_2_0_permissions_clusters_by_cluster_id",
	"give someone access to a cluster":       "patch_api_2_0_permissions_clusters_by_cluster_id",
	// jobs
	"trigger a job":               "post_api_2_2_jobs_run_now",
	"execute job":                 "post_api_2_2_jobs_run_now",
	"job run status":              "get_api_2_2_jobs_runs_get",
	"list failed runs of a job":   "get_api_2_2_jobs_runs_list",
	"retry failed tasks of a run": "post_api_2_2_jobs_runs_repair",
	"abort job run":               "post_api_2_2_jobs_runs_cancel",
	"delete a job":                "post_api_2_2_jobs_delete",
	"submit one time run":         "post_api_2_2_jobs_runs_submit",
	"change job schedule":         "post_api_2_2_jobs_update",
	"output of a notebook task":   "get_api_2_2_jobs_runs_get_output",
	"share job with a group":      "patch_api_2_0_permissions_jobs_by_job_id",
	// SQL
	"exec sql statement":           "post_api_2_0_sql_statements",
	"fetch results of a statement": "get_api_2_0_sql_statements_by_statement_id",
	"abort sql":                    "post_api_2_0_sql_statements_by_statement_id_cancel",
	"list all sql warehouses":      "get_api_2_0_sql_warehouses",
	"start warehouse":              "post_api_2_0_sql_warehouses_by_id_start",
	"resize warehouse":             "post_api_2_0_sql_warehouses_by_id_edit",
	"slow queries history":         "get_api_2_0_sql_history_queries",
	"create alert":                 "post_api_2_0_alerts",
	// files and workspace
	"download a file from a volume": "get_api_2_0_fs_filesby_file_path",
	"file size":                     "head_api_2_0_fs_filesby_file_path",
	"make directory":                "put_api_2_0_fs_directoriesby_directory_path",
	"remove a file":                 "delete_api_2_0_fs_filesby_file_path",
	"ls dbfs":                       "get_api_2_0_dbfs_list",
	"rename dbfs file":              "post_api_2_0_dbfs_move",
	"upload notebook":               "post_api_2_0_workspace_import",
	"download notebook":             "get_api_2_0_workspace_export",
	"list notebooks in folder":      "get_api_2_0_workspace_list",
	"pull git repo":                 "patch_api_2_0_repos_by_repo_id",
	"clone repository":              "post_api_2_0_repos",
	"switch branch":                 "patch_api_2_0_repos_by_repo_id",
	// people and secrets
	"whoami":                          "get_api_2_0_preview_scim_v2_me",
	"invite user":                     "post_api_2_0_preview_scim_v2_users",
	"add member to group":             "patch_api_2_0_preview_scim_v2_groups_by_id",
	"deactivate user":                 "patch_api_2_0_preview_scim_v2_users_by_id",
	"new personal access token":       "post_api_2_0_token_create",
	"revoke token":                    "post_api_2_0_token_delete",
	"save a password":                 "post_api_2_0_secrets_put",
	"read secret value":               "get_api_2_0_secrets_get",
	"create service principal":        "post_api_2_0_preview_scim_v2_service_principals",
	"service principal client secret": "post_api_2_0_accounts_service_principals_by_service_principal_id_credentials_secrets",
	"block ip addresses":              "post_api_2_0_ip_access_lists",
	// Unity Catalog
	"list databases":           "get_api_2_1_unity_catalog_schemas",
	"describe table columns":   "get_api_2_1_unity_catalog_tables_by_full_name",
	"does a table exist":       "get_api_2_1_unity_catalog_tables_by_full_name_exists",
	"drop table":               "delete_api_2_1_unity_catalog_tables_by_full_name",
	"grant select on table":    "patch_api_2_1_unity_catalog_permissions_by_securable_type_by_full_name",
	"create volume":            "post_api_2_1_unity_catalog_volumes",
	"tag a column":             "post_api_2_1_unity_catalog_entity_tag_assignments",
	"add recipient of a share": "post_api_2_1_unity_catalog_recipients",
	"create delta share":       "post_api_2_1_unity_catalog_shares",
	"s3 bucket location":       "post_api_2_1_unity_catalog_external_locations",
	// machine learning
	"create experiment":           "post_api_2_0_mlflow_experiments_create",
	"log param":                   "post_api_2_0_mlflow_runs_log_parameter",
	"register a model":            "post_api_2_1_unity_catalog_models",
	"promote model to production": "post_api_2_0_mlflow_databricks_model_versions_transition_stage",
	"deploy a model":              "post_api_2_0_serving_endpoints",
	"chat completion":             "post_serving_endpoints_by_name_invocations",
	"similarity search":           "post_api_2_0_vector_search_indexes_by_index_name_query",
	"endpoint logs":               "get_api_2_0_serving_endpoints_by_name_served_models_by_served_model_name_logs",
	// the rest
	"refresh pipeline":         "post_api_2_0_pipelines_by_pipeline_id_updates",
	"delta live tables":        "get_api_2_0_pipelines",
	"publish dashboard":        "post_api_2_0_lakeview_dashboards_by_dashboard_id_published",
	"ask genie a question":     "post_api_2_0_genie_spaces_by_space_id_start_conversation",
	"restart app":              "post_api_2_0_apps_by_name_start",
	"slack notification":       "post_api_2_0_notification_destinations",
	"create postgres database": "post_api_2_0_database_instances",
	// slips of the pen, and pieces of paths
	"lsit warehuoses":                      "get_api_2_0_sql_warehouses",
	"creat pipline":                        "post_api_2_0_pipelines",
	"scim users":                           "get_api_2_0_preview_scim_v2_users",
	"jobs/runs/get-output":                 "get_api_2_2_jobs_runs_get_output",
	"GET /api/2.1/unity-catalog/volumes":   "get_api_2_1_unity_catalog_volumes",
	"sql/statements/{statement_id}/cancel": "post_api_2_0_sql_statements_by_statement_id_cancel",
	"mlflow runs log-metric":               "post_api_2_0_mlflow_runs_log_metric",

	// a second round, asked after the words were settled
	"start the vector index sync":     "post_api_2_0_vector_search_indexes_by_index_name_sync",
	"cancel all runs of job":          "post_api_2_2_jobs_runs_cancel_all",
	"pause cluster":                   "post_api_2_1_clusters_delete",
	"get cluster info":                "get_api_2_1_clusters_get",
	"set permissions on warehouse":    "put_api_2_0_permissions_warehouses_by_warehouse_id",
	"show the grants on a securable":  "get_api_2_1_unity_catalog_permissions_by_securable_type_by_full_name",
	"list git credentials":            "get_api_2_0_git_credentials",
	"app logs":                        "get_api_2_0_apps_by_name",
	"delete old model version":        "delete_api_2_1_unity_catalog_models_by_full_name_versions_by_version",
	"embeddings endpoint query":       "post_serving_endpoints_by_name_invocations",
	"import a jar library":            "post_api_2_0_libraries_install",
	"remove user from workspace":      "delete_api_2_0_preview_scim_v2_users_by_id",
	"scim groups list":                "get_api_2_0_preview_scim_v2_groups",
	"workspace settings":              "get_api_2_0_workspace_conf",
	"restore deleted experiment":      "post_api_2_0_mlflow_experiments_restore",
	"find job by name":                "get_api_2_2_jobs_list",
	"how big is my file":              "head_api_2_0_fs_filesby_file_path",
	"rotate service principal secret": "post_api_2_0_accounts_service_principals_by_service_principal_id_credentials_secrets",
	"monitor table quality":           "post_api_2_1_unity_catalog_tables_by_table_name_monitor",
	"search runs by metric":           "post_api_2_0_mlflow_runs_search",
	"temporary credentials for table": "post_api_2_0_unity_catalog_temporary_table_credentials",
	"clean room":                      "get_api_2_0_clean_rooms",
	"unpin cluster":                   "post_api_2_1_clusters_unpin",
}

// TestSearchFindsAmongTheFirstThree asks what nobody tuned the words of.
func TestSearchFindsAmongTheFirstThree(t *testing.T) {
	r := builtin(t)
	for query, want := range asked {
		t.Run(query, func(t *testing.T) {
			var names []string
			for _, m := range r.Search(query, 8) {
				names = append(names, m.Name)
			}
			i := slices.Index(names, want)
			assert.True(t, i >= 0 && i < 3, "%s is at place %d of %q", want, i, names)
		})
	}
}
