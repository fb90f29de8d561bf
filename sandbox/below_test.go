package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	makeCatalog = "post_api_2_1_unity_catalog_catalogs"
	makeSchema  = "post_api_2_1_unity_catalog_schemas"
	makeVolume  = "post_api_2_1_unity_catalog_volumes"
	dropCatalog = "delete_api_2_1_unity_catalog_catalogs_by_name"
	dropSchema  = "delete_api_2_1_unity_catalog_schemas_by_full_name"
	getSchema   = "get_api_2_1_unity_catalog_schemas_by_full_name"
	getVolume   = "get_api_2_1_unity_catalog_volumes_by_name"
)

func withVolume(t *testing.T) *Sandbox {
	box := newBox()
	ask(t, box, makeCatalog, params{"data": params{"name": "c"}})
	ask(t, box, makeSchema, params{"data": params{"catalog_name": "c", "name": "s"}})
	ask(t, box, makeVolume, params{"data": params{"catalog_name": "c", "schema_name": "s", "name": "v", "volume_type": "MANAGED"}})
	return box
}

func TestWhatIsNotEmptyIsDeletedByForceOnly(t *testing.T) {
	box := withVolume(t)
	for action, ps := range map[string]params{dropCatalog: {"name": "c"}, dropSchema: {"full_name": "c.s"}} {
		code, message := refused(t, box, encode(t, action, ps), 400)
		assert.Equal(t, "INVALID_STATE", code)
		assert.Contains(t, message, "is not empty: it has ")
		assert.Contains(t, message, "force=true")
	}
	ask(t, box, getVolume, params{"name": "c.s.v"})
	ask(t, box, dropCatalog, params{"name": "c", "force": true})
	refused(t, box, encode(t, getSchema, params{"full_name": "c.s"}), 404)
	refused(t, box, encode(t, getVolume, params{"name": "c.s.v"}), 404)
	ask(t, box, makeCatalog, params{"data": params{"name": "c"}})
	refused(t, box, encode(t, getSchema, params{"full_name": "c.s"}), 404)

	box = withVolume(t)
	ask(t, box, "delete_api_2_1_unity_catalog_volumes_by_name", params{"name": "c.s.v"})
	ask(t, box, dropSchema, params{"full_name": "c.s"})
	ask(t, box, dropCatalog, params{"name": "c"})
}

// What nobody has touched is not in the way, and does not come after its parent.
func TestSeedsGoWithTheirParent(t *testing.T) {
	box := newBox()
	ask(t, box, getSchema, params{"full_name": "example-name.example-name"})
	ask(t, box, dropCatalog, params{"name": "example-name"})
	refused(t, box, encode(t, getSchema, params{"full_name": "example-name.example-name"}), 404)
	refused(t, box, encode(t, getVolume, params{"name": "example-name.example-name.example-name"}), 404)

	box = newBox() // nobody has looked at its secrets yet
	ask(t, box, "post_api_2_0_secrets_scopes_delete", params{"data": params{"scope": "example-name"}})
	refused(t, box, encode(t, "get_api_2_0_secrets_list", params{"scope": "example-name"}), 404)
}

func TestWhatIsBelowFollowsANewName(t *testing.T) {
	box := withVolume(t)
	ask(t, box, "patch_api_2_1_unity_catalog_catalogs_by_name", params{"name": "c", "data": params{"new_name": "d"}})
	refused(t, box, encode(t, getSchema, params{"full_name": "c.s"}), 404)
	assert.Equal(t, "d", at(t, ask(t, box, getSchema, params{"full_name": "d.s"}), "catalog_name"))
	v := ask(t, box, getVolume, params{"name": "d.s.v"})
	assert.Equal(t, "d", at(t, v, "catalog_name"))
	assert.Equal(t, "s", at(t, v, "schema_name"))
	refused(t, box, encode(t, dropCatalog, params{"name": "d"}), 400)

	ask(t, box, "post_api_2_0_mlflow_registered_models_create", params{"data": params{"name": "m"}})
	ask(t, box, "post_api_2_0_mlflow_model_versions_create", params{"data": params{"name": "m", "source": "s3://b"}})
	ask(t, box, "post_api_2_0_mlflow_registered_models_rename", params{"data": params{"name": "m", "new_name": "n"}})
	got := ask(t, box, "get_api_2_0_mlflow_model_versions_get", params{"name": "n", "version": "1"})
	assert.Equal(t, "n", at(t, got, "model_version.name"))
}
