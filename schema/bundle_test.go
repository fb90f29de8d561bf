package schema

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// compiled2020 is a document as a reader of the standard takes it, who cannot load
// anything else.
func compiled2020(t *testing.T, doc Document) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(doc)
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	require.NoError(t, compiler.AddResource("mem://doc", bytes.NewReader(text)))
	s, err := compiler.Compile("mem://doc")
	require.NoError(t, err, string(text))
	return s
}

func TestBundle(t *testing.T) {
	types := typesOf(`Tree:
  type: object
  properties:
    children: {type: array, items: {$ref: /types/x/Tree}}
    x-note: {type: string, x-sensitive: true}
    old: {type: string, deprecated: use note}
`)
	doc := document(t, `{type: object, properties: {tree: {$ref: /types/x/Tree, description: The first.}}, additionalProperties: {oneOf: [{$ref: /types/x/Tree}, {type: string, x-encode: segments}]}}`)
	got, err := types.Bundle(doc)
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"type": "object",
		"properties": {"tree": {"$ref": "#/$defs/Tree", "description": "The first."}},
		"additionalProperties": {"oneOf": [{"$ref": "#/$defs/Tree"}, {"type": "string"}]},
		"$defs": {"Tree": {"type": "object", "properties": {
			"children": {"type": "array", "items": {"$ref": "#/$defs/Tree"}},
			"x-note": {"type": "string"},
			"old": {"type": "string", "deprecated": true}}}}}`, asJSON(t, got))
	s := compiled2020(t, got)
	require.NoError(t, s.Validate(map[string]any{"tree": map[string]any{"children": []any{map[string]any{"x-note": "a"}}}}))
	require.Error(t, s.Validate(map[string]any{"tree": map[string]any{"children": []any{map[string]any{"x-note": true}}}}))
}

// Two services may give a name to different things.
func TestBundleTellsTypesOfOneNameApart(t *testing.T) {
	types := NewTypes(BuiltinTypes())
	byName := map[string]string{}
	twins := 0
	embeddedTypes(t, func(ref string, _ Document) {
		name := ref[strings.LastIndexByte(ref, '/')+1:]
		other := byName[name]
		byName[name] = ref
		if other == "" {
			return
		}
		twins++
		got, err := types.Bundle(Document{"type": "object", "properties": map[string]any{
			"a": map[string]any{"$ref": other}, "b": map[string]any{"$ref": ref},
		}})
		require.NoError(t, err)
		properties := got["properties"].(map[string]any)
		assert.NotEqual(t, properties["a"], properties["b"])
		compiled2020(t, got)
	})
	assert.Positive(t, twins)
}

func TestBundleOfNothing(t *testing.T) {
	types := NewTypes(BuiltinTypes())
	_, err := types.Bundle(Document{"$ref": "/types/compute/NoSuch"})
	require.ErrorIs(t, err, ErrNoType)
	_, err = types.Bundle(Document{"$ref": 1})
	require.ErrorIs(t, err, ErrNoType)
}

// What was bundled is not the document that calls are checked against.
func TestBundleChangesNothing(t *testing.T) {
	types := NewTypes(BuiltinTypes())
	embeddedTypes(t, func(ref string, whole Document) {
		got, err := types.Bundle(Document{"$ref": ref})
		require.NoError(t, err, ref)
		text := asJSON(t, got)
		assert.NotContains(t, text, `"/types/`, ref)
		doc, err := types.Lookup(ref)
		require.NoError(t, err)
		assert.Equal(t, whole, doc, ref)
	})
}
