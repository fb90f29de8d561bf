package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTagsAndGrants(t *testing.T) {
	s := newBox()
	run := at(t, ask(t, s, "post_api_2_0_mlflow_runs_create", params{"data": params{"experiment_id": "example-experiment_id"}}), "run.info.run_id")
	ask(t, s, "post_api_2_0_mlflow_runs_set_tag", params{"data": params{"run_id": run, "key": "k", "value": "1"}})
	ask(t, s, "post_api_2_0_mlflow_runs_set_tag", params{"data": params{"run_id": run, "key": "k", "value": "2"}})
	ask(t, s, "post_api_2_0_mlflow_runs_log_batch", params{"data": params{"run_id": run, "params": []any{params{"key": "p", "value": "3"}}}})
	v := ask(t, s, "get_api_2_0_mlflow_runs_get", params{"run_id": run})
	assert.Equal(t, []any{params{"key": "k", "value": "2"}}, at(t, v, "run.data.tags"))
	assert.Equal(t, []any{params{"key": "p", "value": "3"}}, at(t, v, "run.data.params"))
	ask(t, s, "post_api_2_0_mlflow_runs_delete_tag", params{"data": params{"run_id": run, "key": "k"}})
	assert.Empty(t, at(t, ask(t, s, "get_api_2_0_mlflow_runs_get", params{"run_id": run}), "run.data.tags"))

	grant := func(how string) any {
		change := []any{params{"principal": "me", how: []any{"SELECT", "MODIFY"}}}
		ask(t, s, "patch_api_2_1_unity_catalog_permissions_by_securable_type_by_full_name", params{"securable_type": "table", "full_name": "a.b.c", "data": params{"changes": change}})
		return at(t, ask(t, s, "get_api_2_1_unity_catalog_permissions_by_securable_type_by_full_name", params{"securable_type": "table", "full_name": "a.b.c"}), "privilege_assignments")
	}
	assert.Equal(t, []any{params{"principal": "me", "privileges": []any{"SELECT", "MODIFY"}}}, grant("add"))
	assert.Empty(t, grant("remove"))

	ask(t, s, "put_api_2_0_permissions_clusters_by_cluster_id", params{"cluster_id": "example-cluster_id", "data": params{"access_control_list": []any{params{"user_name": "a@b", "permission_level": "CAN_MANAGE"}}}})
	v = ask(t, s, "get_api_2_0_permissions_clusters_by_cluster_id", params{"cluster_id": "example-cluster_id"})
	assert.Equal(t, "a@b", at(t, v, "access_control_list.0.user_name"))
	assert.Equal(t, "CAN_MANAGE", at(t, v, "access_control_list.0.all_permissions.0.permission_level"))
}

func TestSCIMOperations(t *testing.T) {
	s := newBox()
	id := at(t, ask(t, s, "post_api_2_0_preview_scim_v2_users", params{"data": params{"userName": "a@b.c"}}), "id")
	refused(t, s, encode(t, "post_api_2_0_preview_scim_v2_users", params{"data": params{"userName": "a@b.c"}}), 409)
	patch := params{"id": id, "data": params{"Operations": []any{params{"op": "replace", "path": "displayName", "value": "Ann"}, params{"op": "add", "value": params{"active": true}}}}}
	ask(t, s, "patch_api_2_0_preview_scim_v2_users_by_id", patch)
	v := ask(t, s, "get_api_2_0_preview_scim_v2_users_by_id", params{"id": id})
	assert.Equal(t, "Ann", at(t, v, "displayName"))
	v = ask(t, s, "get_api_2_0_preview_scim_v2_users", params{"filter": `userName eq "a@b.c"`})
	assert.Len(t, at(t, v, "Resources"), 1)
	assert.Equal(t, json.Number("1"), at(t, v, "totalResults"))
}

func TestRenameIsANewKey(t *testing.T) {
	s := newBox()
	ask(t, s, "post_api_2_1_unity_catalog_catalogs", params{"data": params{"name": "old"}})
	ask(t, s, "patch_api_2_1_unity_catalog_catalogs_by_name", params{"name": "old", "data": params{"new_name": "new"}})
	refused(t, s, encode(t, "get_api_2_1_unity_catalog_catalogs_by_name", params{"name": "old"}), 404)
	assert.Equal(t, "new", at(t, ask(t, s, "get_api_2_1_unity_catalog_catalogs_by_name", params{"name": "new"}), "name"))
	ask(t, s, "post_api_2_1_unity_catalog_catalogs", params{"data": params{"name": "other"}})
	refused(t, s, encode(t, "patch_api_2_1_unity_catalog_catalogs_by_name", params{"name": "other", "data": params{"new_name": "new"}}), 409)
}
