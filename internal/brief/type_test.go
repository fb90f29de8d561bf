package brief

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/schema"
)

func TestType(t *testing.T) {
	types := schema.NewTypes(schema.BuiltinTypes())
	for want, doc := range map[string]string{
		`{a: integer /*The first*/, b?: string[], 'x-y'?: 'A'|'B'}`: `{"type":"object","required":["a"],"properties":{
			"a":{"type":"integer","description":"The first."},"b":{"type":"array","items":{"type":"string"}},"x-y":{"type":"string","enum":["A","B"]}}}`,
		`{[name]: boolean}`:           `{"type":"object","additionalProperties":{"type":"boolean"}}`,
		`string | integer`:            `{"oneOf":[{"type":"string"},{"type":"integer"}]}`,
		`('A'|'B')[]`:                 `{"type":"array","items":{"enum":["A","B"]}}`,
		`string(date-time)`:           `{"type":"string","format":"date-time"}`,
		`{n?: integer = 5}`:           `{"type":"object","properties":{"n":{"type":"integer","default":5}}}`,
		`{a?: any} /*with a or b+c*/`: `{"type":"object","properties":{"a":{}},"oneOf":[{"required":["a"]},{"required":["b","c"]}]}`,
		`any`:                         `{}`,
	} {
		got, whole := Type(types, decoded(t, doc).(map[string]any), 1000)
		assert.Equal(t, want, got)
		assert.True(t, whole)
	}
}

func TestTypeIsFoldedToItsSize(t *testing.T) {
	types := schema.NewTypes(schema.BuiltinTypes())
	doc, err := types.Lookup("/types/jobs/JobSettings")
	require.NoError(t, err)
	last := 0
	for _, size := range []int{200, 1000, 8000} {
		got, whole := Type(types, doc, size)
		assert.LessOrEqual(t, len(got), size)
		assert.Greater(t, len(got), last)
		assert.False(t, whole)
		last = len(got)
	}
	named, _ := Type(types, doc, 1000)
	assert.Contains(t, named, "name?: string", "what is flat has its type")
	assert.Contains(t, named, "tasks?,", "what is deep is named at least")
	at, err := At(types, doc, "tasks.notebook_task")
	require.NoError(t, err)
	got, _ := Type(types, at, 1000)
	assert.Contains(t, got, "notebook_path: string")
	_, err = At(types, doc, "tasks.notebok_task")
	assert.ErrorContains(t, err, "notebook_task")
}
