package schema

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryEmbeddedTypeAcceptsItsExamples(t *testing.T) {
	types := NewTypes(BuiltinTypes())
	c := NewChecker(types)
	embeddedTypes(t, func(ref string, _ Document) {
		doc := Document{"$ref": ref}
		for _, full := range []bool{false, true} {
			v := types.Example(doc, "x", full)
			normal, faults := Normalize(v)
			assert.Empty(t, faults, ref)
			found, err := c.Check(ref, func() Document { return doc }, normal, Strict)
			require.NoError(t, err, ref)
			assert.Empty(t, said(found), "%s, full %v: %v", ref, full, v)
			assert.Equal(t, v, types.Example(doc, "x", full), ref)
		}
	})
}

func TestExampleFitsEachKeyword(t *testing.T) {
	types := `
Needy: {type: object, required: [a, b], properties: {a: {type: array, items: {$ref: /types/x/Leaf}, minItems: 2}, b: {$ref: /types/x/Leaf}}}
Leaf: {type: object, required: [n], properties: {n: {type: integer}, more: {$ref: /types/x/Needy}}}
`
	for _, doc := range []string{
		"{}", "{type: 'null'}", "{type: boolean}", "{const: null}", "{const: {a: 1}}", "{enum: [b, a]}", "{type: string, default: d}",
		"{type: string, pattern: ^/, examples: [/x]}", "{type: string, minLength: 40}", "{type: string, maxLength: 3}", "{type: string, maxLength: 0}",
		"{type: string, format: byte}", "{type: string, format: date-time}", "{type: string, format: google-duration}", "{type: string, format: google-fieldmask}",
		"{type: integer, minimum: 2.5}", "{type: integer, maximum: -2.5}", "{type: integer, minimum: 0, maximum: 0}", "{type: number, minimum: 1.5}", "{type: number, maximum: 0.25}",
		"{type: array, items: {type: integer}, minItems: 3}", "{type: array, items: {type: integer}, maxItems: 0}", "{type: array}",
		"{type: object, additionalProperties: {type: integer}}", "{$ref: /types/x/Needy}",
		"{oneOf: [{type: integer}, {type: boolean}]}", "{anyOf: [{$ref: /types/x/Needy}]}",
		"{type: object, properties: {a: {type: string}, b: {type: integer}, c: {type: string}}, additionalProperties: false, required: [c], oneOf: [{required: [a]}, {required: [b]}]}",
		"{type: object, properties: {a: {type: string}}, anyOf: [{properties: {b: {const: 1}}, required: [b]}, {required: [a]}]}",
	} {
		for _, full := range []bool{false, true} {
			v := typesOf(types).Example(document(t, doc), "näme", full)
			assert.Empty(t, said(problems(t, types, doc, v, Strict)), "%s: %v", doc, v)
		}
	}
}

func TestExampleEnds(t *testing.T) {
	types := typesOf(`
Both: {type: object, required: [a, b], properties: {a: {$ref: /types/x/Both}, b: {$ref: /types/x/Both}}}
List: {type: array, minItems: 1, items: {$ref: /types/x/List}}
Form: {anyOf: [{$ref: /types/x/Form}]}
Loop: {$ref: /types/x/Loop}
`)
	for _, name := range []string{"Both", "List", "Form", "Loop", "Missing"} {
		for _, full := range []bool{false, true} {
			assert.NotPanics(t, func() { types.Example(Document{"$ref": "/types/x/" + name}, "x", full) })
		}
	}
}

func TestExampleIsTheCallers(t *testing.T) {
	types := typesOf("A: {examples: [{k: [1]}]}\n")
	doc := Document{"$ref": "/types/x/A"}
	first := types.Example(doc, "x", true).(map[string]any)
	first["k"].([]any)[0] = "changed"
	assert.Equal(t, map[string]any{"k": []any{json.Number("1")}}, types.Example(doc, "x", true))
}

func TestFullAndMinimalExamples(t *testing.T) {
	types := typesOf("")
	doc := document(t, "{type: object, required: [id], properties: {id: {type: integer}, tags: {type: object, additionalProperties: {type: string}}, list: {type: array, items: {type: boolean}}}}")
	assert.JSONEq(t, `{"id": 1}`, asJSON(t, types.Example(doc, "x", false)))
	assert.JSONEq(t, `{"id": 1, "tags": {"key": "example-value"}, "list": [true]}`, asJSON(t, types.Example(doc, "x", true)))
}
