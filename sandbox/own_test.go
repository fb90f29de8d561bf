package sandbox

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
)

// Actions of one's own make families too, beside the built-in ones.
func TestOwnActionsAreRemembered(t *testing.T) {
	thing := `{type: object, properties: {name: {type: string}, colour: {type: string}}, additionalProperties: false}`
	added, err := registry.Open(fstest.MapFS{
		"acme/post_acme_things.yaml":            {Data: []byte("name: post_acme_things\nsummary: Make a thing.\nhttp: POST /api/2.0/acme/things\nbody: {required: true, schema: " + thing + "}\nresponse: " + thing + "\n")},
		"acme/get_acme_things.yaml":             {Data: []byte("name: get_acme_things\nsummary: List things.\nhttp: GET /api/2.0/acme/things\nresponse: {type: object, properties: {things: {type: array, items: " + thing + "}}, additionalProperties: false}\npaginate: {items: things}\n")},
		"acme/get_acme_things_by_name.yaml":     {Data: []byte("name: get_acme_things_by_name\nsummary: Show a thing.\nhttp: GET /api/2.0/acme/things/{name}\npath: {name: {type: string}}\nresponse: " + thing + "\n")},
		"acme/delete_acme_things_by_name.yaml":  {Data: []byte("name: delete_acme_things_by_name\nsummary: Delete a thing.\nhttp: DELETE /api/2.0/acme/things/{name}\npath: {name: {type: string}}\n")},
		"acme/get_acme_things_by_name_fit.yaml": {Data: []byte("name: get_acme_things_by_name_fit\nsummary: Ask a thing.\nhttp: GET /api/2.0/acme/things/{name}/fit\npath: {name: {type: string}}\n")},
	})
	require.NoError(t, err)
	reg, err := builtin.With(added)
	require.NoError(t, err)
	s := New(reg, sharedTypes)
	post := func(body string) int { return serve(s, request("POST", "/api/2.0/acme/things", body)).Code }
	get := func(path string) int { return serve(s, request("GET", "/api/2.0/acme/things/"+path, "")).Code }

	assert.Equal(t, 200, post(`{"name": "lamp", "colour": "red"}`))
	assert.Equal(t, 409, post(`{"name": "lamp"}`))
	w := serve(s, request("GET", "/api/2.0/acme/things/lamp", ""))
	assert.JSONEq(t, `{"name": "lamp", "colour": "red"}`, w.Body.String())
	w = serve(s, request("GET", "/api/2.0/acme/things", ""))
	assert.Contains(t, w.Body.String(), `"lamp"`)
	assert.Equal(t, 200, get("lamp/fit"))
	assert.Equal(t, 404, get("chair/fit"))
	assert.Equal(t, 200, serve(s, request("DELETE", "/api/2.0/acme/things/lamp", "")).Code)
	assert.Equal(t, 404, get("lamp"))
	ask(t, s, "get_api_2_1_clusters_get", params{"cluster_id": "example-cluster_id"})
}
