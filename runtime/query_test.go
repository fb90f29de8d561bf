package runtime

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
)

func TestQueryReportsEveryFault(t *testing.T) {
	params := map[string]any{"a": []any{map[string]any{}, "x"}, "b": map[string]any{"c": map[string]any{}, "d": []any{}}}
	var faults Faults
	encodeQuery(&registry.Action{}, params, &faults)
	var named []string
	for _, f := range faults {
		named = append(named, f.Param)
	}
	assert.Equal(t, []string{"a", "b.c", "b.d"}, named)
}

// FuzzQuery: any object is written so that the same leaves are read back, or it is
// refused. Nothing vanishes.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"a": 1}`, `{"a": {"b": [1, "x", true, null]}}`, `{"a": []}`, `{"a": {}}`, `{"a": {"b": null}}`, `{"a.b": 1, "a": {"b": 2}}`,
		`{"a": [{"b": 1}]}`, `{"a": [{"b": 1}, {"b": 2}]}`, `{"a": [[1]]}`, `{"a": 1e400}`, `{"a": 9007199254740993}`, `{"": ""}`, `{"a&b=c": "d e+f;g"}`,
		`{"a": -1.50e-3}`, `{"a": {"": 1}}`, `{"data": 1}`, `{"a": [{"b": [{"c": [1, 2]}]}]}`, `{"a": "\u0000\ufffd"}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var params map[string]any
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		if dec.Decode(&params) != nil {
			t.Skip("not an object")
		}
		var faults Faults
		query := encodeQuery(&registry.Action{}, params, &faults)
		if len(faults) > 0 {
			return
		}
		read, err := url.ParseQuery(query)
		require.NoError(t, err)
		want := url.Values{}
		for name, v := range params {
			leaves(want, name, v)
		}
		assert.Equal(t, want, read)
		assert.NotContains(t, query, "+")
		keys := strings.Split(query, "&")
		assert.True(t, slices.IsSortedFunc(keys, func(a, b string) int { return strings.Compare(keyOf(a), keyOf(b)) }))
	})
}

func keyOf(pair string) string {
	key, _, _ := strings.Cut(pair, "=")
	key, _ = url.QueryUnescape(key)
	return key
}

// leaves collects the values that are not null under their dotted names.
func leaves(into url.Values, key string, v any) {
	switch v := v.(type) {
	case nil:
	case map[string]any:
		for name, member := range v {
			leaves(into, key+"."+name, member)
		}
	case []any:
		for _, element := range v {
			leaves(into, key, element)
		}
	default:
		value, _ := text(v)
		into.Add(key, value)
	}
}
