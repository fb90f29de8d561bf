package schema

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func asJSON(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

func TestRedact(t *testing.T) {
	types := `
Secret: {type: string, x-sensitive: true}
Tree: {type: object, properties: {pass: {$ref: /types/x/Secret}, page_token: {type: string}, kids: {type: array, items: {$ref: /types/x/Tree}}}, additionalProperties: false}
`
	for _, c := range []struct{ name, doc, value, want string }{
		{"nothing", "{}", `{"a": 1, "b": [true, null]}`, `{"a": 1, "b": [true, null]}`},
		{"null", "{x-sensitive: true}", `null`, `null`},
		{"whole", "{x-sensitive: true}", `{"a": 1}`, `"**REDACTED**"`},
		{"nested", "{$ref: /types/x/Tree}", `{"pass": "p", "page_token": "t", "kids": [{"pass": 1, "kids": [{"pass": null}]}]}`,
			`{"pass": "**REDACTED**", "page_token": "t", "kids": [{"pass": "**REDACTED**", "kids": [{"pass": null}]}]}`},
		{"map", "{additionalProperties: {$ref: /types/x/Tree}}", `{"k": {"pass": "p"}}`, `{"k": {"pass": "**REDACTED**"}}`},
		{"list of secrets", "{items: {$ref: /types/x/Secret}}", `["a", "b"]`, `["**REDACTED**", "**REDACTED**"]`},
		{"forms", "{oneOf: [{properties: {a: {x-sensitive: true}}}, {properties: {b_token: {type: string}}}]}", `{"a": 1, "b_token": "x", "c_token": "y"}`,
			`{"a": "**REDACTED**", "b_token": "x", "c_token": "**REDACTED**"}`},
		{"forms in a list", "{items: {anyOf: [{type: string}, {$ref: /types/x/Tree}]}}", `["s", {"pass": "p"}]`, `["s", {"pass": "**REDACTED**"}]`},
		{"names that look like secrets", "{type: object, additionalProperties: {type: string}}",
			`{"Token": 1, "dbPassword": 1, "client-secret": {"a": 1}, "privateKey": 1, "x-api-key": 1, "aws.access.key.id": 1, "Authorization": [1], "key": 1, "keys": 1}`,
			`{"Token": "**REDACTED**", "dbPassword": "**REDACTED**", "client-secret": "**REDACTED**", "privateKey": "**REDACTED**", "x-api-key": "**REDACTED**", "aws.access.key.id": "**REDACTED**", "Authorization": "**REDACTED**", "key": 1, "keys": 1}`},
		{"unknown below unknown", "{}", `{"a": [{"b": {"secret": 1}}]}`, `{"a": [{"b": {"secret": "**REDACTED**"}}]}`},
		{"unknown type", "{properties: {a: {$ref: /types/x/Missing}}}", `{"a": {"b": 1}}`, `{"a": "**REDACTED**"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			value := decoded(t, c.value)
			got := typesOf(types).Redact(document(t, c.doc), value)
			assert.JSONEq(t, c.want, asJSON(t, got))
			assert.Equal(t, decoded(t, c.value), value, "the value is not changed")
		})
	}
}

// Callers put things into the copy.
func TestRedactReturnsACopy(t *testing.T) {
	value := map[string]any{"a": 1, "l": []any{1}}
	out := typesOf("").Redact(Document{}, value).(map[string]any)
	out["b"] = 2
	out["l"].([]any)[0] = 2
	assert.Equal(t, map[string]any{"a": 1, "l": []any{1}}, value)
	assert.Equal(t, map[string]any{}, typesOf("").Redact(Document{}, map[string]any(nil)))
}

func TestRedactEndsOnTypesInCircles(t *testing.T) {
	types := typesOf("A: {anyOf: [{$ref: /types/x/A}, {$ref: /types/x/B}]}\nB: {$ref: /types/x/B}\n")
	assert.Equal(t, map[string]any{"a": 1}, types.Redact(Document{"$ref": "/types/x/A"}, map[string]any{"a": 1}))
}
