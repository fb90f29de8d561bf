package canary

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/schema"
)

const types = `
Secret: {type: string, x-sensitive: true}
Tree:
  type: object
  required: [name]
  properties:
    name: {type: string}
    pass: {$ref: /types/x/Secret}
    pin: {type: integer, x-sensitive: true}
    on: {type: boolean, x-sensitive: true}
    vars: {type: object, additionalProperties: {type: string}, x-sensitive: true}
    parts: {type: object, properties: {a: {type: string}, n: {type: integer}}, x-sensitive: true}
    keys: {type: array, items: {type: string}, x-sensitive: true}
    kids: {type: array, items: {$ref: /types/x/Tree}}
    labels: {type: object, additionalProperties: {$ref: /types/x/Secret}}
Form:
  oneOf:
    - {type: object, required: [kind], properties: {kind: {const: a}}, additionalProperties: false}
    - {type: object, required: [kind, s], properties: {kind: {const: b}, s: {type: string, x-sensitive: true}}, additionalProperties: false}
Choice:
  type: object
  properties: {a: {type: string}, b: {type: string, x-sensitive: true}}
  oneOf: [{required: [a]}, {required: [b]}]
`

func TestEverySecretPlaceIsPlanted(t *testing.T) {
	known := schema.NewTypes(fstest.MapFS{"x.yaml": {Data: []byte(types)}})
	for doc, want := range map[string][]string{
		`{type: object, properties: {a: {type: string}}}`: nil,
		`{$ref: /types/x/Tree}`: {
			`/keys {"keys":["CANARY"],"name":"example-name"}`,
			`/labels/key {"labels":{"key":"CANARY"},"name":"example-name"}`,
			`/parts {"name":"example-name","parts":{"a":"CANARY","n":NUMBER}}`,
			`/pass {"name":"example-name","pass":"CANARY"}`,
			`/pin {"name":"example-name","pin":NUMBER}`,
			`/vars {"name":"example-name","vars":{"key":"CANARY"}}`,
		},
		`{type: array, items: {$ref: /types/x/Form}}`:    {`/0/s [{"kind":"b","s":"CANARY"}]`},
		`{$ref: /types/x/Choice}`:                        {`/b {"b":"CANARY"}`},
		`{$ref: /types/x/Form, x-sensitive: true}`:       {` "CANARY"`},
		`{properties: {f: {$ref: /types/x/Secret}}}`:     {`/f {"f":"CANARY"}`},
		`{anyOf: [{type: string}, {x-sensitive: true}]}`: {` "CANARY"`},
	} {
		var parsed map[string]any
		require.NoError(t, yaml.Unmarshal([]byte(doc), &parsed))
		var got []string
		for _, p := range In(known, parsed, "thing") {
			text, err := json.Marshal(p.Value)
			require.NoError(t, err)
			got = append(got, p.Pointer+" "+replaced(string(text)))
		}
		assert.Equal(t, want, got, doc)
	}
}

func replaced(text string) string {
	return strings.NewReplacer(Value, "CANARY", Number, "NUMBER").Replace(text)
}
