package schema

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const canary = "canary-4711"

// secretTypes mark a secret in every place where the mark may stand.
const secretTypes = `
Secret: {type: string, enum: [x], x-sensitive: true}
Alias: {$ref: /types/x/Secret}
MarkedAlias: {$ref: /types/x/Plain, x-sensitive: true}
Through: {$ref: /types/x/MarkedAlias}
Plain: {type: string, maxLength: 3}
Form: {oneOf: [{type: object, required: [kind], properties: {kind: {const: a}, s: {type: integer, x-sensitive: true}}, additionalProperties: false}, {type: object, properties: {n: {type: integer}, s: {type: string}}, additionalProperties: false}]}
`

// secretDocs have their secret at the pointers given.
var secretDocs = []struct{ name, doc, value string }{
	{"on the property", "{type: object, properties: {s: {type: string, maxLength: 3, x-sensitive: true}}}", `{"s": "` + canary + `"}`},
	{"pattern", "{type: object, properties: {s: {type: string, pattern: ^x, x-sensitive: true}}}", `{"s": "` + canary + `"}`},
	{"enum", "{type: object, properties: {s: {type: string, enum: [canary-4712], x-sensitive: true}}}", `{"s": "` + canary + `"}`},
	{"integer", "{type: object, properties: {s: {type: integer, x-sensitive: true}}}", `{"s": "` + canary + `"}`},
	{"format", "{type: object, properties: {s: {type: string, format: date-time, x-sensitive: true}}}", `{"s": "` + canary + `"}`},
	{"beside $ref", "{type: object, properties: {s: {$ref: /types/x/Plain, x-sensitive: true}}}", `{"s": "` + canary + `"}`},
	{"on the type", "{type: object, properties: {s: {$ref: /types/x/Secret}}}", `{"s": "` + canary + `"}`},
	{"on the type's type", "{type: object, properties: {s: {$ref: /types/x/Alias}}}", `{"s": "` + canary + `"}`},
	{"beside a $ref on the way", "{type: object, properties: {s: {$ref: /types/x/Through}}}", `{"s": "` + canary + `"}`},
	{"on the parent", "{type: object, properties: {p: {type: object, properties: {s: {type: string, maxLength: 3}}, x-sensitive: true}}}", `{"p": {"s": "` + canary + `"}}`},
	{"in a list", "{type: array, maxItems: 1, items: {$ref: /types/x/Secret}}", `["` + canary + `", "` + canary + `"]`},
	{"in a map", "{type: object, additionalProperties: {type: string, maxLength: 2, x-sensitive: true}}", `{"k": "` + canary + `"}`},
	{"in a form", "{$ref: /types/x/Form}", `{"kind": "a", "s": "` + canary + `"}`},
	{"in another form", "{$ref: /types/x/Form}", `{"n": "x", "s": "` + canary + `"}`},
	{"inside a wrong object", "{type: object, properties: {p: {const: 1, properties: {s: {x-sensitive: true}}}}}", `{"p": {"s": "` + canary + `"}}`},
	{"inside a wrong list", "{type: object, properties: {p: {enum: [1], items: {x-sensitive: true}}}}", `{"p": ["` + canary + `"]}`},
	{"behind a reference that is not a type", "{type: object, properties: {s: {$ref: '#/properties/t'}, t: {type: string, maxLength: 2, x-sensitive: true}}}", `{"s": "` + canary + `"}`},
	{"whole", "{type: object, x-sensitive: true, properties: {s: {type: boolean}}, additionalProperties: false}", `{"s": "` + canary + `", "odd": "` + canary + `"}`},
}

func TestSecretsAreNeverShown(t *testing.T) {
	for _, c := range secretDocs {
		t.Run(c.name, func(t *testing.T) {
			found := problems(t, secretTypes, c.doc, decoded(t, c.value), Strict)
			require.NotEmpty(t, found)
			assert.NotContains(t, everything(found), canary)
			assert.NotContains(t, everything(found), "did you mean \"canary")
		})
	}
	assert.Contains(t, everything(problems(t, secretTypes, "{$ref: /types/x/Plain}", canary, Strict)), "11 characters")
	assert.Contains(t, everything(problems(t, secretTypes, "{const: a}", canary, Strict)), canary, "what is no secret is shown")
}

func TestRedactDeclaredSecrets(t *testing.T) {
	for _, c := range secretDocs {
		t.Run(c.name, func(t *testing.T) {
			types := typesOf(secretTypes)
			value := decoded(t, c.value)
			out := types.Redact(document(t, c.doc), value)
			assert.NotContains(t, asJSON(t, out), canary)
			assert.Contains(t, asJSON(t, out), Redacted)
			assert.Equal(t, decoded(t, c.value), value, "the value is not changed")
		})
	}
}
