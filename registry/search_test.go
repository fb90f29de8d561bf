package registry

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSearchFindsTheRightActionFirst asks what people ask.
func TestSearchFindsTheRightActionFirst(t *testing.T) {
	r := builtin(t)
	for query, want := range map[string]string{
		"start a cluster":            "post_api_2_1_clusters_start",
		"run sql":                    "post_api_2_0_sql_statements",
		"upload a file":              "put_api_2_0_fs_filesby_file_path",
		"who am i":                   "get_api_2_0_preview_scim_v2_me",
		"rotate recipient token":     "post_api_2_1_unity_catalog_recipients_by_name_rotate_token",
		"create a cluster":           "post_api_2_1_clusters_create",
		"start cluster":              "post_api_2_1_clusters_start",
		"stop cluster":               "post_api_2_1_clusters_delete",
		"terminate cluster":          "post_api_2_1_clusters_delete",
		"kill a cluster":             "post_api_2_1_clusters_delete",
		"delete cluster permanently": "post_api_2_1_clusters_permanent_delete",
		"resize cluster":             "post_api_2_1_clusters_resize",
		"list clusters":              "get_api_2_1_clusters_list",
		"list spark versions":        "get_api_2_1_clusters_spark_versions",
		"install library":            "post_api_2_0_libraries_install",
		"list jobs":                  "get_api_2_2_jobs_list",
		"create a new job":           "post_api_2_2_jobs_create",
		"run job now":                "post_api_2_2_jobs_run_now",
		"get run output":             "get_api_2_2_jobs_runs_get_output",
		"cancel run":                 "post_api_2_2_jobs_runs_cancel",
		"repair run":                 "post_api_2_2_jobs_runs_repair",
		"create warehouse":           "post_api_2_0_sql_warehouses",
		"stop warehouse":             "post_api_2_0_sql_warehouses_by_id_stop",
		"execute sql query":          "post_api_2_0_sql_statements",
		"cancel statement":           "post_api_2_0_sql_statements_by_statement_id_cancel",
		"query history":              "get_api_2_0_sql_history_queries",
		"upload file":                "put_api_2_0_fs_filesby_file_path",
		"download file":              "get_api_2_0_fs_filesby_file_path",
		"list files in directory":    "get_api_2_0_fs_directoriesby_directory_path",
		"import notebook":            "post_api_2_0_workspace_import",
		"list secrets":               "get_api_2_0_secrets_list",
		"put secret":                 "post_api_2_0_secrets_put",
		"delete secret scope":        "post_api_2_0_secrets_scopes_delete",
		"current user":               "get_api_2_0_preview_scim_v2_me",
		"list users":                 "get_api_2_0_preview_scim_v2_users",
		"create token":               "post_api_2_0_token_create",
		"create git repo":            "post_api_2_0_repos",
		"create catalog":             "post_api_2_1_unity_catalog_catalogs",
		"create schema":              "post_api_2_1_unity_catalog_schemas",
		"list tables":                "get_api_2_1_unity_catalog_tables",
		"create pipeline":            "post_api_2_0_pipelines",
		"query serving endpoint":     "post_serving_endpoints_by_name_invocations",
		"log metric":                 "post_api_2_0_mlflow_runs_log_metric",
		"create dashboard":           "post_api_2_0_lakeview_dashboards",
		"deploy app":                 "post_api_2_0_apps_by_app_name_deployments",
		"query vector index":         "post_api_2_0_vector_search_indexes_by_index_name_query",

		"strat a clutser":             "post_api_2_1_clusters_start",
		"CREATE WAREHOUSES":           "post_api_2_0_sql_warehouses",
		"job run-now":                 "post_api_2_2_jobs_run_now",
		"/api/2.1/clusters/start":     "post_api_2_1_clusters_start",
		"post_api_2_1_clusters_start": "post_api_2_1_clusters_start",
	} {
		t.Run(query, func(t *testing.T) {
			found := r.Search(query, 3)
			require.NotEmpty(t, found)
			assert.Equal(t, want, found[0].Name, "%+v", found)
		})
	}
}

func TestSearchByExactName(t *testing.T) {
	r := builtin(t)
	names := r.Names()
	for i := 0; i < len(names); i += 20 {
		found := r.Search(" "+strings.ToUpper(names[i]), 1)
		require.NotEmpty(t, found)
		assert.Equal(t, names[i], found[0].Name)
	}
}

func TestSearchResults(t *testing.T) {
	r := builtin(t)
	assert.Empty(t, r.Search("", 0))
	assert.Empty(t, r.Search("of the", 0), "only fillers")
	assert.Empty(t, r.Search("!?", 0))
	assert.Empty(t, r.Search("xyzzyx", 0))
	assert.Empty(t, r.Search(strings.Repeat("cluster", 20_000), 0), "no word is so long")
	assert.Empty(t, r.Search("xyzzyx qwertz asdfgh cluster", 0), "fewer than half of the words")
	assert.Len(t, r.Search("cluster", 5), 5)

	all := r.Search("cluster", 0)
	assert.Greater(t, len(all), 20)
	assert.Equal(t, all[:5], r.Search("cluster", 5))
	assert.Equal(t, all, r.Search("Clusters", 0), "case and plural do not matter")
	for i := 1; i < len(all); i++ {
		assert.GreaterOrEqual(t, all[i-1].Score, all[i].Score)
	}
}

func TestSearchRanking(t *testing.T) {
	r := opened(t, fstest.MapFS{
		"s/get_old.yaml":     file("name: get_old\nsummary: Get the fork.\nhttp: GET /fork\ndeprecated: Use get_new.\n"),
		"s/get_new.yaml":     file("name: get_new\nsummary: Get the fork.\nhttp: GET /fork\n"),
		"s/list_forks.yaml":  file("name: list_forks\nsummary: List forks.\nhttp: GET /forks\n"),
		"s/list_levels.yaml": file("name: list_levels\nsummary: List levels of a fork.\nhttp: GET /forks/{fork_id}/levels\n"),
	})
	names := func(query string) string {
		var list []string
		for _, m := range r.Search(query, 0) {
			list = append(list, m.Name)
		}
		return strings.Join(list, " ")
	}
	assert.Equal(t, "list_forks list_levels get_new get_old", names("list forks"), "the plainer path first, deprecated ones last")
	assert.Equal(t, "get_new get_old list_forks list_levels", names("get fork"))
	assert.Equal(t, "list_forks list_levels", names("lits forsk"), "swapped letters")
	assert.Equal(t, "list_levels", names("level"))
	assert.Equal(t, "list_levels", names("levle"), "a slip in a deep path")
	assert.Equal(t, "get_new get_old list_forks list_levels", names("fetch fork"), "another word for it")
}

func TestSingular(t *testing.T) {
	for word, want := range map[string]string{
		"clusters": "cluster", "cluster": "cluster", "queries": "query", "libraries": "library", "indexes": "index", "branches": "branch",
		"status": "status", "access": "access", "sql": "sql", "dbfs": "dbf", "fs": "fs", "aliases": "aliase", "Jobs": "Job", "ies": "ies",
	} {
		assert.Equal(t, want, singular(word))
	}
}

// TestSynonymsAreSingular holds the table to the form that words are looked up in.
func TestSynonymsAreSingular(t *testing.T) {
	for word, also := range synonyms {
		assert.Equal(t, singular(word), word)
		assert.False(t, fillers[word], word)
		for _, s := range also {
			assert.Equal(t, singular(s), s)
		}
	}
}

func TestPathWords(t *testing.T) {
	assert.Equal(t, 4, pathWords("/api/2.1/clusters/start"))
	assert.Equal(t, 5, pathWords("/api/2.2/jobs/run-now"))
	assert.Equal(t, 4, pathWords("/api/2.0/apps/{app_name}"))
	assert.Equal(t, "start", lastSegment("/api/2.1/clusters/start"))
	assert.Equal(t, "apps", lastSegment("/api/2.0/apps/{app_name}"))
	assert.Equal(t, "files{file_path}", lastSegment("/api/2.0/fs/files{file_path}"))
	assert.Empty(t, lastSegment("/{a}"))
	assert.Empty(t, lastSegment(""))
}
