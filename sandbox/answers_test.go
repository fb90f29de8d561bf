package sandbox

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnswersEchoTheRequest(t *testing.T) {
	for name, tc := range map[string]struct {
		action string
		params params
		path   string
		want   any
	}{
		"query to top":      {"get_api_2_2_jobs_get", params{"job_id": "1"}, "job_id", json.Number("1")},
		"path to top":       {"get_api_2_0_apps_by_name", params{"name": "example-name"}, "name", "example-name"},
		"body to top":       {"post_api_2_1_unity_catalog_catalogs", params{"data": params{"name": "a b/1", "comment": "c"}}, "comment", "c"},
		"path to one below": {"get_api_2_0_pipelines_by_pipeline_id_updates_by_update_id", params{"pipeline_id": "example-pipeline_id", "update_id": "example-update_id"}, "update.update_id", "example-update_id"},
		"query to a list":   {"get_api_2_1_unity_catalog_schemas", params{"catalog_name": "example-name"}, "schemas.0.catalog_name", "example-name"},
		"not of its parent": {"get_api_2_1_unity_catalog_providers_by_name_shares", params{"name": "example-name"}, "shares.0.name", "example-name"},
		"without a world":   {"get_api_2_0_identity_workspace_access_details_by_principal_id", params{"principal_id": "9007199254740993"}, "principal_id", json.Number("9007199254740993")},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, at(t, ask(t, newBox(), tc.action, tc.params), tc.path))
		})
	}
}

func TestNullIsNotEchoed(t *testing.T) {
	v := ask(t, newBox(), "post_api_2_1_unity_catalog_catalogs", params{"data": params{"name": "main", "comment": nil}})
	assert.NotContains(t, v, "comment")
}

func TestSecretsAreNotEchoed(t *testing.T) {
	const action = "get_api_2_1_unity_catalog_public_data_sharing_activation_by_activation_url"
	w := serve(newBox(), encode(t, action, params{"activation_url": "geheim"}))
	require.Equal(t, http.StatusOK, w.Code)
	assert.NotContains(t, w.Body.String(), "geheim")

	s := newBox()
	for e := range builtin.All() { // whatever a body marks as a secret stays out of the answer
		a, err := builtin.Action(e.Name)
		require.NoError(t, err)
		if a.Body == nil || !a.Body.IsJSON() {
			continue
		}
		ps := firstPage(a, s.types.Example(a.ParamsSchema(), "", true).(params))
		fields := s.fields(a.Body.Schema)
		data, _ := ps["data"].(params)
		marked := false
		for field, doc := range fields {
			if doc, _ := doc.(params); doc["x-sensitive"] == true && data[field] == "example-"+field {
				data[field], marked = "geheim", true
			}
		}
		if marked && !emptyInQuery(a, ps) {
			w := serve(s, encode(t, e.Name, ps))
			require.Equal(t, http.StatusOK, w.Code, w.Body)
			assert.NotContains(t, w.Body.String(), "geheim", e.Name)
		}
	}
}

func TestAnswersToTheSameCallAreEqual(t *testing.T) {
	s := newBox()
	first := ask(t, s, "get_api_2_1_clusters_get", params{"cluster_id": "example-cluster_id"})
	first.(params)["cluster_id"] = "changed by the caller"
	assert.Equal(t, "example-cluster_id", at(t, ask(t, s, "get_api_2_1_clusters_get", params{"cluster_id": "example-cluster_id"}), "cluster_id"))
}

func TestPolledActionsShowSuccess(t *testing.T) {
	s := newBox()
	for _, tc := range []struct {
		action string
		params params
		path   string
		want   any
	}{
		{"get_api_2_1_clusters_get", params{"cluster_id": "example-cluster_id"}, "state", "RUNNING"},
		{"get_api_2_0_sql_warehouses_by_id", params{"id": "example-id"}, "state", "RUNNING"},
		{"get_api_2_2_jobs_runs_get", params{"run_id": "1"}, "state.life_cycle_state", "TERMINATED"},
		{"get_api_2_2_jobs_runs_get", params{"run_id": "1"}, "state.result_state", "SUCCESS"},
		{"get_api_2_0_sql_statements_by_statement_id", params{"statement_id": "example-statement_id"}, "status.state", "SUCCEEDED"},
		{"get_api_2_0_libraries_cluster_status", params{"cluster_id": "example-cluster_id"}, "library_statuses.0.status", "INSTALLED"},
		{"get_api_2_0_vector_search_indexes_by_index_name", params{"index_name": "example-name"}, "status.ready", true},
	} {
		t.Run(tc.action+"/"+tc.path, func(t *testing.T) {
			assert.Equal(t, tc.want, at(t, ask(t, s, tc.action, tc.params), tc.path))
		})
	}
}

func TestEveryWaitMeetsASuccess(t *testing.T) {
	s := newBox()
	for poll, waits := range s.waits() {
		a, err := builtin.Action(poll)
		require.NoError(t, err)
		v := ask(t, s, poll, s.types.Example(a.ParamsSchema(), "", false).(params))
		ends := false
		for _, w := range waits {
			path := w.State
			if w.Each != nil {
				path = w.Each.Items + ".0." + path
			}
			if w.State == "" {
				ends = true // only a deletion, which has no state
				continue
			}
			for _, state := range w.Success {
				ends = ends || state == at(t, v, path)
			}
		}
		assert.True(t, ends, poll)
	}
}

func TestAnswersDoNotFail(t *testing.T) {
	s := newBox()
	v := ask(t, s, "delete_api_2_0_vector_search_indexes_by_index_name_delete_data", params{"index_name": "example-index_name", "primary_keys": []any{"k"}})
	assert.NotEqual(t, "FAILURE", at(t, v, "status"))
}
