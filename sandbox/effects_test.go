package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// What is no resource of its own is seen where it belongs to.
func TestConstraintsAreInTheirTable(t *testing.T) {
	box := newBox()
	const table = "example-name.example-name.example-name"
	of := func() any {
		v, _ := valueOf(ask(t, box, "get_api_2_1_unity_catalog_tables_by_full_name", params{"full_name": table}), "table_constraints").([]any)
		var names []any
		for _, c := range v {
			if n := valueOf(c, "primary_key_constraint.name"); n == "pk" {
				names = append(names, n)
			}
			if n := valueOf(c, "foreign_key_constraint.name"); n == "fk" {
				names = append(names, n)
			}
		}
		return names
	}
	pk := params{"primary_key_constraint": params{"name": "pk", "child_columns": []any{"id"}}}
	fk := params{"foreign_key_constraint": params{"name": "fk", "child_columns": []any{"id"}, "parent_columns": []any{"id"}, "parent_table": "t"}}
	for _, c := range []params{pk, fk} {
		v := ask(t, box, "post_api_2_1_unity_catalog_constraints", params{"data": params{"full_name_arg": table, "constraint": c}})
		assert.Len(t, v, 1)
	}
	assert.Equal(t, []any{"pk", "fk"}, of())
	ask(t, box, "delete_api_2_1_unity_catalog_constraints_by_full_name", params{"full_name": table, "constraint_name": "pk", "cascade": false})
	assert.Equal(t, []any{"fk"}, of())
	refused(t, box, encode(t, "post_api_2_1_unity_catalog_constraints", params{"data": params{"full_name_arg": "a.b.c", "constraint": pk}}), 404)
}

func TestLineageIsChangedAndDeletedByItsEnds(t *testing.T) {
	box := newBox()
	ends := params{"source": params{"table": params{"name": "a.b.c"}}, "target": params{"external_metadata": params{"name": "report"}}}
	list := func() []any {
		v := ask(t, box, "get_api_2_0_lineage_tracking_external_lineage", params{"object_info": params{"table": params{"name": "a.b.c"}}, "lineage_direction": "DOWNSTREAM"})
		return at(t, v, "external_lineage_relationships").([]any)
	}
	ask(t, box, "post_api_2_0_lineage_tracking_external_lineage", params{"data": ends})
	n := len(list())
	v := ask(t, box, "patch_api_2_0_lineage_tracking_external_lineage", params{"update_mask": "properties", "data": given(ends, "properties", params{"k": "v"})})
	assert.Equal(t, "v", at(t, v, "properties.k"))
	assert.Equal(t, "v", at(t, list()[n-1], "external_lineage_info.properties.k"))
	ask(t, box, "delete_api_2_0_lineage_tracking_external_lineage", params{"external_lineage_relationship": ends})
	assert.Len(t, list(), n-1)
	_, message := refused(t, box, encode(t, "delete_api_2_0_lineage_tracking_external_lineage", params{"external_lineage_relationship": ends}), 404)
	assert.Contains(t, message, `{"table":{"name":"a.b.c"}}`)
}

func TestAReviewIsSeenInTheAsset(t *testing.T) {
	box := newBox()
	key := params{"clean_room_name": "example-name", "asset_type": "NOTEBOOK_FILE", "name": "n"}
	ask(t, box, "post_api_2_0_clean_rooms_by_clean_room_name_assets", params{"clean_room_name": "example-name", "data": params{
		"asset_type": "NOTEBOOK_FILE", "name": "n", "notebook": params{"notebook_content": "eA=="},
	}})
	v := ask(t, box, "post_api_2_0_clean_rooms_by_clean_room_name_assets_by_asset_type_by_name_reviews",
		given(key, "data", params{"notebook_review": params{"etag": "e", "review_state": "APPROVED", "comment": "good"}}))
	assert.Equal(t, "APPROVED", at(t, v, "notebook_review_state"))
	assert.Nil(t, valueOf(v, "jar_analysis_review_state"))
	v = ask(t, box, "get_api_2_0_clean_rooms_by_clean_room_name_assets_by_asset_type_by_name", key)
	assert.Equal(t, "APPROVED", at(t, v, "notebook.review_state"))
	assert.Equal(t, "good", at(t, v, "notebook.reviews.0.comment"))
	assert.Nil(t, valueOf(v, "jar_analysis"))
}

func TestOwnershipIsTransferred(t *testing.T) {
	box := newBox()
	for kind, get := range map[string]string{"query": "get_api_2_0_preview_sql_queries_by_query_id", "dashboard": "get_api_2_0_preview_sql_dashboards_by_dashboard_id", "alert": "get_api_2_0_preview_sql_alerts_by_alert_id"} {
		id := "example-" + kind + "_id"
		ask(t, box, "post_api_2_0_preview_sql_permissions_by_object_type_by_object_id_transfer", params{"objectType": kind, "objectId": "example-id", "data": params{"new_owner": kind + "@example.com"}})
		assert.Equal(t, kind+"@example.com", at(t, ask(t, box, get, params{kind + "_id": id}), "user.email"))
	}
}

func TestStatementsNeedTheirWarehouse(t *testing.T) {
	box := newBox()
	_, message := refused(t, box, encode(t, "post_api_2_0_sql_statements", params{"data": params{"statement": "select 1", "warehouse_id": "nowhere"}}), 404)
	assert.Contains(t, message, "Warehouse nowhere does not exist; in this sandbox there is example-id")
}

func TestPathsBeginAtTheRoot(t *testing.T) {
	box := newBox()
	for action, ps := range map[string]params{
		"post_api_2_0_dbfs_put":         {"data": params{"path": "a/b", "contents": "eA=="}},
		"get_api_2_0_dbfs_list":         {"path": "dbfs:a"},
		"post_api_2_0_dbfs_move":        {"data": params{"source_path": "/example/file", "destination_path": "x"}},
		"post_api_2_0_workspace_mkdirs": {"data": params{"path": "Users/me"}},
	} {
		code, message := refused(t, box, encode(t, action, ps), 400)
		assert.Equal(t, "INVALID_PARAMETER_VALUE", code, action)
		assert.Contains(t, message, "Path must be absolute", action)
	}
	ask(t, box, "post_api_2_0_dbfs_put", params{"data": params{"path": "dbfs:/a/b", "contents": "eA=="}})
	ask(t, box, "get_api_2_0_dbfs_get_status", params{"path": "/a/b"})
}

func TestTheNewestIsFirst(t *testing.T) {
	box := newBox()
	id := at(t, ask(t, box, "post_api_2_2_jobs_run_now", params{"data": params{"job_id": 1}}), "run_id")
	assert.Equal(t, id, at(t, ask(t, box, "get_api_2_2_jobs_runs_list", params{}), "runs.0.run_id"))
	id = at(t, ask(t, box, "post_api_2_2_jobs_create", params{"data": params{"name": "new"}}), "job_id")
	assert.Equal(t, id, at(t, ask(t, box, "get_api_2_1_jobs_list", params{}), "jobs.0.job_id"))
}

// A message is about the state that it stands beside.
func TestADeletedAppSaysSo(t *testing.T) {
	box := newBox()
	ask(t, box, "post_api_2_0_apps", params{"data": params{"name": "mine"}})
	get := func() any { return ask(t, box, "get_api_2_0_apps_by_name", params{"name": "mine"}) }
	for valueOf(get(), "compute_status.state") != "ACTIVE" {
	}
	ask(t, box, "delete_api_2_0_apps_by_name", params{"name": "mine"})
	v := get()
	assert.Equal(t, "DELETING", at(t, v, "compute_status.state"))
	assert.Equal(t, "It is being deleted.", at(t, v, "compute_status.message"))
}
