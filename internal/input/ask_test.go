package input_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/schema"
)

// To look up what a schema says costs more than to read the text.
func TestSchemaIsAskedForPlainScalarsOnly(t *testing.T) {
	for text, want := range map[string]int{
		`{"version": "1.10", "workers": 2, "fast": true, "tags": {"a": null}, "names": [1, "b"]}`: 0,
		`12`:                       0,
		"version: '1.10'":          0,
		"version: word\nany: null": 0,
		"version: 1.10":            1,
		"names:\n- a\n- 1\n- 2":    1,
		"x: &x {names: [no, yes, on, true]}\nany: *x": 1,
	} {
		parsed, err := input.Parse("x", []byte(text))
		require.NoError(t, err, text)
		asked := 0
		_, err = parsed.Value(schema.NewTypes(), func() schema.Document { asked++; return cluster })
		require.NoError(t, err, text)
		assert.Equal(t, want, asked, text)
	}
}
