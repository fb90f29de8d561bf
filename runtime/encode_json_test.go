package runtime

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// likeTheLibrary is what encoding/json writes.
func likeTheLibrary(v any) (string, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(buf.String(), "\n"), err
}

func holdToTheLibrary(t *testing.T, v any) {
	t.Helper()
	want, wantErr := likeTheLibrary(v)
	got, err := marshal(v)
	require.Equal(t, wantErr == nil, err == nil, "%#v: %v, %v", v, wantErr, err)
	if err == nil {
		require.Equal(t, want, string(got), "%#v", v)
	}
}

func TestMarshal(t *testing.T) {
	var all strings.Builder
	for c := range rune(0x100) {
		all.WriteRune(c)
	}
	for _, v := range []any{
		nil, true, false, "", all.String(), "\xff\xc0a\xed\xa0\x80", "a\u2028b\u2029c<>&\u00e9\U0001f600", "\x00\"\\/",
		0, -1, int64(math.MaxInt64), int64(math.MinInt64), uint64(math.MaxUint64),
		0.0, math.Copysign(0, -1), 1.5, 1e-6, 9.9e-7, 1e-7, 1e-10, 1e20, 1e21, -1e21, 1e100, math.MaxFloat64, math.SmallestNonzeroFloat64, 0.1, 1 / 3.0,
		json.Number("9007199254740993"), json.Number("1.50"), json.Number("1e3"), json.Number(""), json.Number("x"),
		map[string]any{}, map[string]any(nil), []any{}, []any(nil), []any{nil, []any{1, "x"}, map[string]any{"b": 1, "a": []any{2.5}, "": nil, "\u2028": "x"}},
		map[string]any{"outer": map[string]any{"z": map[string]any{"y": 1, "x": 2}, "a": 1}, "after": map[string]any{"k": 1}, "last": 1},
		math.NaN(), math.Inf(1), map[string]any{"bad": func() {}}, []any{make(chan int)}, map[string]any{"a": math.Inf(-1), "b": 1},
		[]string{"x", "<"}, map[string]int{"b": 1, "a": 2}, time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC), float32(0.1), int8(-3), struct{ A any }{1},
	} {
		holdToTheLibrary(t, v)
	}
	holdToTheLibrary(t, map[string]any{"a": 1}) // after errors nothing is left over
}

// A body is written with one allocation, itself, unless the pool was emptied: the race
// detector empties it all the time.
func TestMarshalAllocatesLittle(t *testing.T) {
	v := map[string]any{"name": "x", "n": int64(5), "list": []any{"a", 1.5, true, nil}}
	for i := range 20 {
		v[strings.Repeat("k", i+1)] = map[string]any{"b": "y", "a": json.Number("7")}
	}
	ours := testing.AllocsPerRun(100, func() { _, _ = marshal(v) })
	theirs := testing.AllocsPerRun(100, func() { _, _ = likeTheLibrary(v) })
	assert.Less(t, ours, theirs/4)
}

func FuzzMarshal(f *testing.F) {
	f.Add(`{"a": [1, 2.5, "x\u2028", null, true], "": {"b": 1e-9}}`, "\xffx", 1e21)
	f.Fuzz(func(t *testing.T, text, raw string, number float64) {
		holdToTheLibrary(t, map[string]any{raw: number, "x": []any{raw, raw + "y"}, "n": json.Number(text)})
		var floats any
		if json.Unmarshal([]byte(text), &floats) == nil {
			holdToTheLibrary(t, floats)
		}
		var exact any
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		if dec.Decode(&exact) == nil {
			holdToTheLibrary(t, exact)
		}
	})
}
