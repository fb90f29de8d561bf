package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRowsOfAnIndexAreCounted(t *testing.T) {
	box := newBox()
	ask(t, box, "post_api_2_0_vector_search_indexes", params{"data": params{
		"name": "a.b.i", "endpoint_name": "example-name", "index_type": "DIRECT_ACCESS", "primary_key": "id",
	}})
	rows := func() any {
		return valueOf(ask(t, box, "get_api_2_0_vector_search_indexes_by_index_name", params{"index_name": "a.b.i"}), "status.indexed_row_count")
	}
	upsert := func(text string) {
		ask(t, box, "post_api_2_0_vector_search_indexes_by_index_name_upsert_data", params{"index_name": "a.b.i", "data": params{"inputs_json": text}})
	}
	upsert(`[{"id": 1, "text": "x"}, {"id": 2}]`)
	assert.Equal(t, json.Number("2"), rows())
	upsert(`[{"id": 2, "text": "y"}, {"id": 3}]`)
	assert.Equal(t, json.Number("3"), rows())
	ask(t, box, "delete_api_2_0_vector_search_indexes_by_index_name_delete_data", params{"index_name": "a.b.i", "primary_keys": []any{"1", "7"}})
	assert.Equal(t, json.Number("2"), rows())
}

func TestAModelIsLoggedAsATag(t *testing.T) {
	box := newBox()
	ask(t, box, "post_api_2_0_mlflow_runs_log_model", params{"data": params{"run_id": "example-run_id", "model_json": `{"a":1}`}})
	v := ask(t, box, "get_api_2_0_mlflow_runs_get", params{"run_id": "example-run_id"})
	assert.Contains(t, at(t, v, "run.data.tags"), params{"key": "mlflow.log-model.history", "value": `{"a":1}`})
	refused(t, box, encode(t, "post_api_2_0_mlflow_runs_outputs", params{"data": params{"run_id": "example-run_id", "models": []any{params{"model_id": "nobody", "step": 1}}}}), 404)
}
