package sandbox

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
)

// A token that the response schema does not take is an error of the descriptor: to
// leave it out would end the list early, and nobody would know.
func TestATokenIsNeverLeftOut(t *testing.T) {
	const list = `name: get_acme_things
summary: List things.
http: GET /api/2.0/acme/things
query: {page_token: {type: string}, page_size: {type: integer}}
response:
  type: object
  properties:
    next_page_token: {type: string, %s}
    things: {type: array, items: {type: object, properties: {name: {type: string}}}}
  additionalProperties: false
paginate: {send: page_token, read: next_page_token, items: things, limit: page_size}
`
	const show = "name: get_acme_things_by_name\nsummary: Show a thing.\nhttp: GET /api/2.0/acme/things/{name}\npath: {name: {type: string}}\nresponse: {type: object, properties: {name: {type: string}}}\n"
	for _, tc := range []struct {
		word   string
		shown  bool // the world keeps what can be shown one by one
		status int
	}{{"minLength: 1", false, 200}, {"minLength: 1", true, 200}, {"enum: [end]", false, 500}, {"enum: [end]", true, 500}} {
		files := fstest.MapFS{"acme/get_acme_things.yaml": {Data: fmt.Appendf(nil, list, tc.word)}}
		if tc.shown {
			files["acme/get_acme_things_by_name.yaml"] = &fstest.MapFile{Data: []byte(show)}
		}
		added, err := registry.Open(files)
		require.NoError(t, err)
		reg, err := builtin.With(added)
		require.NoError(t, err)
		s, err := Open(Config{Registry: reg, Types: sharedTypes, PageSize: 1})
		require.NoError(t, err)
		w := serve(s, request("GET", "/api/2.0/acme/things?page_size=1", ""))
		assert.Equal(t, tc.status, w.Code, "%v: %s", tc, w.Body)
		assert.Equal(t, tc.shown, s.world.Knows("get_acme_things"))
		if tc.status == 500 {
			assert.Contains(t, w.Body.String(), "does not take all of next_page_token, things")
		} else {
			assert.Contains(t, w.Body.String(), `"next_page_token"`)
		}
	}
}
