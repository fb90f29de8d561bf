package input_test

import (
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/schema"
)

// FuzzParse holds for every text: no panic, an *Error or a value, and valid JSON means
// what JSON says.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"a": [1, 2.5, true, null, "x"]}`, "a: 1\nb: [x, *a]", "&a [*a]", "<<: {a: 1}", "a: !!binary x", "- - - 1",
		"{\"a\":1,\"a\":2}", "? x\n: y", "--- 1\n...", "a: |\n  x\n", "\ufeff{}", "{a: &x 1, <<: {b: *x}}",
	} {
		f.Add(seed)
	}
	types := schema.NewTypes()
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := input.Parse("x", []byte(text))
		var v any
		if err == nil {
			assert.NotEmpty(t, parsed.Place(nil).String())
			v, err = parsed.Value(types, func() schema.Document { return schema.Document{} })
		}
		var e *input.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%T: %v", err, err)
		}
		if err == nil && utf8.ValidString(text) && json.Valid([]byte(text)) {
			want, err := schema.Decode([]byte(text))
			assert.NoError(t, err)
			assert.Equal(t, want, v)
		}
	})
}
