package schema

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNearestBranch(t *testing.T) {
	types := `
ByConst:
  oneOf:
  - {type: object, required: [kind, shared], properties: {kind: {const: a}, shared: {type: object, properties: {x: {type: integer}}, additionalProperties: false}}, additionalProperties: false}
  - {type: object, required: [kind, size], properties: {kind: {const: b}, size: {type: integer}, shared: {type: object}}, additionalProperties: false}
ByEnum:
  anyOf:
  - {type: object, required: [kind], properties: {kind: {enum: [a]}, x: {type: integer}}, additionalProperties: false}
  - {type: object, required: [kind], properties: {kind: {enum: [b]}, x: {type: string}, y: {type: string}}, additionalProperties: false}
ByRequired:
  oneOf:
  - {type: object, required: [notebook], properties: {notebook: {type: object, required: [path], properties: {path: {type: string}}, additionalProperties: false}, note: {type: string}}, additionalProperties: false}
  - {type: object, required: [jar], properties: {jar: {type: object, properties: {uri: {type: string}, main: {type: string}}, additionalProperties: false}, note: {type: string}}, additionalProperties: false}
ByKind:
  anyOf:
  - {type: string, maxLength: 2}
  - {type: array, items: {type: string}}
  - {type: object, properties: {a: {type: integer}}, additionalProperties: false}
Nested: {anyOf: [{type: integer}, {oneOf: [{type: boolean}, {$ref: /types/x/ByKind}]}]}
`
	for _, c := range []struct {
		name, ref, value string
		want             []string
	}{
		{"const decides over depth", "ByConst", `{"kind": "b", "shared": {"y": {"z": 1}}}`, []string{"/size: is required; expected an integer"}},
		{"const, other branch", "ByConst", `{"kind": "a", "shared": {"x": true}}`, []string{"/shared/x: expected an integer, found a boolean"}},
		{"no const fits", "ByConst", `{"kind": "c", "size": 1}`, []string{`/kind: expected "b", found "c"`}},
		{"const is missing", "ByConst", `{"size": 1}`, []string{"/kind: is required"}},
		{"enum of one", "ByEnum", `{"kind": "a", "x": "text"}`, []string{`/x: expected an integer of 64 bits, as a number or a decimal string, found "text"`}},
		{"required", "ByRequired", `{"jar": {"uri": 1, "main": 2}, "note": 3}`, []string{
			"/jar/main: expected a string, found a number", "/jar/uri: expected a string, found a number", "/note: expected a string, found a number",
		}},
		{"required, of the wrong kind", "ByRequired", `{"notebook": "x"}`, []string{"/notebook: expected an object, found a string"}},
		{"nothing there", "ByRequired", `{}`, []string{"/notebook: is required; expected an object"}},
		{"kind: text", "ByKind", `"abc"`, []string{"/: expected at most 2 characters, found 3 characters"}},
		{"kind: list", "ByKind", `["a", 1, 2]`, []string{"/1: expected a string, found a number", "/2: expected a string, found a number"}},
		{"kind: object", "ByKind", `{"b": 1}`, []string{`/b: unknown name "b"; known: a`}},
		{"no kind", "ByKind", `5`, []string{"/: expected a string or an array or an object, found a number"}},
		{"nested", "Nested", `{"a": "x"}`, []string{`/a: expected an integer of 64 bits, as a number or a decimal string, found "x"`}},
		{"nested, no kind", "Nested", `null`, []string{"/: expected an integer or a boolean or a string or an array or an object, found null"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, said(problems(t, types, "{$ref: /types/x/"+c.ref+"}", decoded(t, c.value), Strict)))
			below := []string{}
			for _, s := range c.want {
				if s[1] == ':' {
					s = s[1:]
				}
				below = append(below, "/m/k"+s)
			}
			doc := "{type: object, properties: {m: {type: object, additionalProperties: {$ref: /types/x/" + c.ref + "}}}}"
			if c.value == "null" {
				return // a null member is not there
			}
			assert.Equal(t, below, said(problems(t, types, doc, map[string]any{"m": map[string]any{"k": decoded(t, c.value)}}, Strict)))
		})
	}
}

// The one problem of a branch may be the deeper one: more above it was right.
func TestDeeperBranchIsNearer(t *testing.T) {
	doc := "{anyOf: [{type: object, properties: {v: {type: string}}}, {type: object, properties: {v: {type: object, properties: {w: {type: boolean}, x: {type: boolean}}}}}]}"
	assert.Equal(t, []string{"/v/w: expected a boolean, found a string", "/v/x: expected a boolean, found a string"},
		said(problems(t, "", doc, decoded(t, `{"v": {"w": "a", "x": "b"}}`), Strict)))
}
