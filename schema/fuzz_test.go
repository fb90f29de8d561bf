package schema

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var fuzzSeeds = []string{
	`null`, `true`, `5`, `-0`, `1.50`, `1e400`, `1e9999`, `9223372036854775808`, `"5"`, `"canary"`, `""`, `[]`, `{}`, `[[[]]]`,
	`{"a": 1, "b": [1, "x", null], "": {"": {"a/b~": "%2F"}}}`, `{"s": "x", "n": "1", "f": {"kind": "a", "s": 1}, "m": {"s": {"s": [1]}}}`,
	`{"f": {"kind": "b", "t": {"s": 5, "t": [{"odd": 1}]}}, "oneOf": {"a": 1, "anyOf": 2}, "e": "rune"}`,
	`{"e": "RUNNING", "i": "11", "l": [1, "1", 2.5], "t": {"t": [{"t": [{}]}]}, "d": "2026-01-31T09:00:00Z"}`,
	`{"\u0000": 1, "日本": {"k": {}}, "#": [], "~1": 1, "%zz": "x"}`,
}

func FuzzNormalize(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, text string) {
		values := []any{text, []byte(text), json.Number(text), json.RawMessage(text), []string{text}, map[string]string{text: text}, map[any]any{text: []named{named(text)}}, &struct{ A any }{&text}}
		if v, err := Decode([]byte(text)); err == nil {
			values = append(values, v, map[string]any{text: v, "x": []any{v}}, []map[string]any{{"a": v}})
		}
		for _, v := range values {
			out, found := Normalize(v)
			again, foundAgain := Normalize(v)
			require.Equal(t, found, foundAgain)
			if len(found) > 0 {
				continue
			}
			require.Equal(t, out, again)
			settled, found := Normalize(out)
			require.Empty(t, found)
			require.True(t, same(out, settled), "what is of JSON kinds is not copied")
			if _, ok := v.(map[any]any); ok {
				continue // which encoding/json does not take
			}
			want, err := json.Marshal(v)
			require.NoError(t, err)
			assert.Equal(t, decoded(t, string(want)), decoded(t, asJSON(t, out)), "as encoding/json has it")
		}
	})
}

const fuzzTypes = `
Tree: {type: object, required: [t], properties: {t: {type: array, items: {$ref: /types/x/Tree}, maxItems: 2}, s: {$ref: /types/x/Secret}}, additionalProperties: false}
Secret: {type: string, maxLength: 1, x-sensitive: true}
Form:
  oneOf:
  - {type: object, required: [kind], properties: {kind: {const: a}, s: {type: integer, minimum: 5, x-sensitive: true}}, additionalProperties: false}
  - {type: object, properties: {kind: {enum: [b]}, t: {$ref: /types/x/Tree}}, additionalProperties: false}
  - {type: array, items: {$ref: /types/x/Form}, minItems: 1}
`

// fuzzDocs have secrets under the name s only, the last one everywhere.
var fuzzDocs = []string{
	"{$ref: /types/x/Tree}",
	`
type: object
required: [e]
properties:
  e: {type: string, enum: [RUNNING, TERMINATED]}
  i: {type: integer, minimum: 1, maximum: 10}
  n: {type: integer, enum: [1, 2]}
  d: {type: string, format: date-time}
  p: {type: string, pattern: ^/, examples: [/x]}
  l: {type: array, items: {anyOf: [{type: integer}, {type: boolean}, {$ref: /types/x/Form}]}}
  f: {$ref: /types/x/Form}
  t: {$ref: /types/x/Tree}
  m: {type: object, additionalProperties: {$ref: /types/x/Form}}
  s: {type: object, properties: {s: {type: string, minLength: 2}}, additionalProperties: {type: boolean}, x-sensitive: true}
  oneOf: {type: object, properties: {a: {type: string}, anyOf: {type: string}}, required: ["", "a/b"]}
  "": {type: object, additionalProperties: {type: object}}
additionalProperties: false`,
	"{type: object, x-sensitive: true, properties: {a: {type: string, maxLength: 2}, e: {enum: [canary-4712]}, l: {type: array, items: {type: integer, maximum: 3}}}, additionalProperties: {type: object, additionalProperties: false}}",
}

func FuzzCheck(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	types := typesOf(fuzzTypes)
	c := NewChecker(types)
	f.Fuzz(func(t *testing.T, text string) {
		raw, err := Decode([]byte(text))
		if err != nil {
			return
		}
		if _, found := Normalize(raw); len(found) > 0 {
			return
		}
		for i, docText := range fuzzDocs {
			doc := document(t, docText)
			value := plant(raw, i == len(fuzzDocs)-1)
			var valid [2]bool
			for _, mode := range []Mode{Strict, AllowUnknown} {
				found, err := c.Check(docText, func() Document { return doc }, value, mode)
				require.NoError(t, err)
				valid[mode] = len(found) == 0
				set := map[Mode]*compiled{Strict: &c.strict, AllowUnknown: &c.open}[mode]
				got, _ := set.schemas.Load(docText)
				require.Equal(t, validate(got.(outcome).schema, checkable(value)) == nil, valid[mode], "the library decides")
				require.NotContains(t, everything(found), canary)
				require.True(t, slices.IsSortedFunc(found, compareProblems))
				require.Len(t, slices.Compact(slices.Clone(found)), len(found))
				for _, p := range found {
					require.True(t, reaches(value, SplitPointer(p.Pointer)), "%q in %s", p.Pointer, text)
					require.NotEmpty(t, p.Rule)
					require.NotContains(t, p.Message, "expected ,")
				}
				again, _ := c.Check(docText, func() Document { return doc }, value, mode)
				require.Equal(t, found, again)
			}
			require.True(t, !valid[Strict] || valid[AllowUnknown], "what is valid when strict is valid when open")
			if everywhere := i == len(fuzzDocs)-1; valid[Strict] || everywhere { // unknown names have no mark
				require.NotContains(t, asJSON(t, types.Redact(doc, value)), canary)
			}
		}
	})
}

// plant puts the canary in place of all text and numbers that are secret: those
// below the name s, or all.
func plant(v any, secret bool) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			out[name] = plant(member, secret || name == "s")
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = plant(element, secret)
		}
		return out
	case string, json.Number:
		if secret {
			return canary
		}
	}
	return v
}

// reaches reports whether steps lead to something in v or one step beyond it.
func reaches(v any, steps []string) bool {
	if len(steps) <= 1 {
		return true
	}
	switch v.(type) {
	case map[string]any, []any:
		next := valueAt(v, steps[:1])
		return next != nil && reaches(next, steps[1:])
	}
	return false
}
