package dotted_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/dotted"
)

type object = map[string]any

func TestAt(t *testing.T) {
	v := object{"a": object{"b": []any{"x", object{"c": 1}}}, "null": nil}
	for path, want := range map[string]any{"a.b.0": "x", "a.b.-1.c": 1, "a.b.1.c": 1, "null": nil} {
		got, ok := dotted.At(v, path)
		assert.True(t, ok, path)
		assert.Equal(t, want, got, path)
	}
	whole, ok := dotted.At(v, "$")
	assert.True(t, ok)
	assert.Equal(t, v, whole)
	for _, path := range []string{"b", "a.b.2", "a.b.-3", "a.b.x", "a.b.0.c", "null.a", ""} {
		_, ok := dotted.At(v, path)
		assert.False(t, ok, path)
	}
}

func TestWithCopiesWhatItChanges(t *testing.T) {
	v := object{"data": object{"token": "old", "limit": 5}, "id": 1}
	got := dotted.With(v, "data.token", "new")
	assert.Equal(t, object{"data": object{"token": "new", "limit": 5}, "id": 1}, got)
	assert.Equal(t, object{"data": object{"token": "old", "limit": 5}, "id": 1}, v)
	assert.Equal(t, object{"a": object{"b": 1}}, dotted.With(nil, "a.b", 1))
	assert.Equal(t, object{"a": object{"b": 1}}, dotted.With(object{"a": "text"}, "a.b", 1))
}

func TestCloneSharesNothing(t *testing.T) {
	v := object{"a": []any{object{"b": 1}}, "none": nil}
	got := dotted.Clone(v).(object)
	assert.Equal(t, v, got)
	got["a"].([]any)[0].(object)["b"] = 2
	got["more"] = 3
	assert.Equal(t, object{"a": []any{object{"b": 1}}, "none": nil}, v)
}
