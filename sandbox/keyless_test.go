package sandbox_test

import (
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// Things that can be made and listed but not asked for by a name have no key. They
// outlive the process like all others.
func TestStateOfThingsWithoutKeys(t *testing.T) {
	own := fstest.MapFS{
		"acme/post_acme_things.yaml": {Data: []byte("name: post_acme_things\nsummary: Make a thing.\nhttp: POST /api/2.0/acme/things\n" +
			"body: {schema: {type: object, properties: {kind: {type: string}}, additionalProperties: false}}\n" +
			"response: {type: object, properties: {kind: {type: string}}, additionalProperties: false}\n")},
		"acme/get_acme_things.yaml": {Data: []byte("name: get_acme_things\nsummary: List things.\nhttp: GET /api/2.0/acme/things\n" +
			"response:\n  type: object\n  properties:\n    things:\n      type: array\n" +
			"      items: {type: object, properties: {kind: {type: string}}, additionalProperties: false}\n" +
			"  additionalProperties: false\npaginate: {items: things}\n")},
	}
	state := filepath.Join(t.TempDir(), "state.json")
	open := func() *connector.Connector {
		c, err := connector.Open(connector.Config{Actions: []fs.FS{own}})
		require.NoError(t, err)
		box, err := sandbox.Open(sandbox.Config{Registry: c.Registry(), Types: c.Types(), State: state, Seeds: -1})
		require.NoError(t, err)
		c, err = connector.Open(connector.Config{
			Actions: []fs.FS{own}, Connections: map[string]connection.Connection{"box": box.Connection()},
		})
		require.NoError(t, err)
		return c
	}
	_, err := open().RunAction(t.Context(), "box", "post_acme_things", map[string]any{"data": map[string]any{"kind": "BIG"}})
	require.NoError(t, err)
	var kinds []any
	for item, err := range open().Items(t.Context(), connector.Call{Connection: "box", Action: "get_acme_things"}) {
		require.NoError(t, err)
		kinds = append(kinds, item.(map[string]any)["kind"])
	}
	assert.Equal(t, []any{"BIG"}, kinds)
}
