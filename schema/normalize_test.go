package schema

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"math/big"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type (
	named    string
	number16 int16
	words    []string
	table    map[named]int
	inner    struct {
		Deep int `json:"deep"`
	}
	outer struct {
		inner
		Name    string           `json:"name"`
		Skipped string           `json:"-"`
		Empty   *int             `json:"empty,omitempty"`
		Null    *int             `json:"null"`
		Raw     json.RawMessage  `json:"raw"`
		Big     int64            `json:"big"`
		Text    int              `json:"text,string"`
		Nested  map[string]inner `json:"nested"`
		private int
	}
	good    struct{ v string }
	failing struct{ message string }
	pushy   struct{}
	loud    int
	byPtr   struct{ v string }
	list    []int
	badKey  int
)

func (g good) MarshalJSON() ([]byte, error)    { return []byte(g.v), nil }
func (f failing) MarshalJSON() ([]byte, error) { return nil, errors.New(f.message) }
func (pushy) MarshalJSON() ([]byte, error)     { panic("pushed") }
func (l loud) MarshalText() ([]byte, error)    { return []byte{byte('a' + l)}, nil }
func (b *byPtr) MarshalText() ([]byte, error)  { return []byte("by pointer " + b.v), nil }
func (l list) MarshalText() ([]byte, error)    { return []byte("list"), nil }
func (badKey) MarshalText() ([]byte, error)    { panic("no key") }

func TestNormalize(t *testing.T) {
	five, text := 5, "t"
	ptr := &five
	at := time.Date(2026, 1, 31, 10, 0, 0, 500, time.FixedZone("", 3600))
	var nilPtr *int
	var nilTime *time.Time
	var nilMarshaler *good
	var nilBig *big.Float
	type m = map[string]any
	for _, c := range []struct {
		name string
		in   any
		want any
	}{
		{"nil", nil, nil}, {"bool", true, true}, {"string", "é", "é"}, {"int", 5, 5},
		{"int8", int8(5), int64(5)}, {"int16", int16(5), int64(5)}, {"int32", int32(5), int64(5)}, {"int64", int64(5), int64(5)},
		{"uint", uint(5), uint64(5)}, {"uint8", uint8(5), uint64(5)}, {"uint16", uint16(5), uint64(5)},
		{"uint32", uint32(5), uint64(5)}, {"uint64", uint64(math.MaxUint64), uint64(math.MaxUint64)}, {"uintptr", uintptr(5), uint64(5)},
		{"float32", float32(0.1), 0.1}, {"float64", 0.1, 0.1}, {"json.Number", json.Number("1e5"), json.Number("1e5")},
		{"named string", named("n"), "n"}, {"named int", number16(5), int64(5)}, {"named slice", words{"a"}, []any{"a"}},
		{"named map", table{"k": 1}, m{"k": 1}}, {"duration", time.Second, int64(1e9)},
		{"pointer", ptr, 5}, {"pointer to pointer", &ptr, 5}, {"pointer to string", &text, "t"}, {"pointer to map", &m{"a": int8(1)}, m{"a": int64(1)}},
		{"nil pointer", nilPtr, nil}, {"pointer to nil pointer", &nilPtr, nil}, {"nil map", m(nil), nil}, {"nil slice", []any(nil), nil},
		{"nil typed map", map[string]int(nil), nil}, {"nil typed slice", []string(nil), nil}, {"nil bytes", []byte(nil), nil},
		{"nil raw", json.RawMessage(nil), nil}, {"nil time", nilTime, nil}, {"nil marshaler", nilMarshaler, nil}, {"nil text marshaler", nilBig, nil},
		{"empty slice", []string{}, []any{}}, {"empty map", map[string]int{}, m{}},
		{"bytes", []byte("hi"), "aGk="}, {"array", [3]int{1, 2, 3}, []any{1, 2, 3}}, {"byte array", [2]byte{1, 2}, []any{uint64(1), uint64(2)}},
		{"interfaces", []any{int8(1), []any{named("x")}}, []any{int64(1), []any{"x"}}},
		{"time", at, "2026-01-31T09:00:00.0000005Z"}, {"pointer to time", &at, "2026-01-31T09:00:00.0000005Z"},
		{"times", []time.Time{at}, []any{"2026-01-31T09:00:00.0000005Z"}},
		{"raw", json.RawMessage(`{"n": 12345678901234567890}`), m{"n": json.Number("12345678901234567890")}},
		{"marshaler", good{`[1, null]`}, []any{json.Number("1"), nil}}, {"text marshaler", loud(1), "b"},
		{"text marshaler by pointer", &byPtr{"x"}, "by pointer x"}, {"text marshalers by pointer", []byPtr{{"x"}}, []any{"by pointer x"}},
		{"text marshaler of kind slice", list{1}, "list"}, {"big.Float", big.NewFloat(1.5), "1.5"}, {"big.Int", big.NewInt(7), json.Number("7")},
		{"ip", net.IPv4(1, 2, 3, 4), "1.2.3.4"}, {"addr", netip.MustParseAddr("::1"), "::1"},
		{"map[int]", map[int]string{-1: "a"}, m{"-1": "a"}}, {"map[uint8]", map[uint8]string{1: "a"}, m{"1": "a"}},
		{"map[TextMarshaler]", map[loud]int8{2: 1}, m{"c": int64(1)}}, {"map[any]", map[any]any{"a": 1, named("b"): 2, 3: 3}, m{"a": 1, "b": 2, "3": 3}},
		{
			"struct", outer{inner: inner{1}, Name: "n", Raw: json.RawMessage(`1.50`), Big: math.MaxInt64, Text: 3, Nested: map[string]inner{"k": {2}}, private: 1},
			m{
				"deep": json.Number("1"), "name": "n", "null": nil, "raw": json.Number("1.50"), "big": json.Number("9223372036854775807"),
				"text": "3", "nested": m{"k": m{"deep": json.Number("2")}},
			},
		},
		{"structs with pointer marshalers", []struct{ F byPtr }{{byPtr{"y"}}}, []any{m{"F": "by pointer y"}}},
		{"struct with pointer marshalers", &struct{ F byPtr }{byPtr{"y"}}, m{"F": "by pointer y"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, found := Normalize(c.in)
			require.Empty(t, found)
			assert.Equal(t, c.want, got)
			inside, found := Normalize(m{"k": []any{c.in}})
			require.Empty(t, found)
			assert.Equal(t, m{"k": []any{c.want}}, inside)
		})
	}
}

func TestNormalizeFaults(t *testing.T) {
	type m = map[string]any
	cycle, slice, both := m{}, []any{nil}, m{}
	cycle["c"] = cycle
	slice[0] = slice
	both["a"], both["b"] = both, m{"c": both}
	type node struct{ Next *node }
	ring := &node{}
	ring.Next = ring
	var self any
	self = &self
	deep := any(1)
	for range maxDepth + 1 {
		deep = []any{deep}
	}
	for _, c := range []struct {
		name string
		in   any
		at   string
		says string
	}{
		{"NaN", math.NaN(), "", "no JSON form"}, {"float32", float32(math.Inf(-1)), "", "no JSON form"},
		{"chan", make(chan int), "", "no JSON form"}, {"func", func() {}, "", "no JSON form"}, {"complex", 1i, "", "no JSON form"},
		{"nil func", (func())(nil), "", "no JSON form"},
		{"marshaler errors", failing{"went wrong"}, "", "went wrong"}, {"marshaler panics", pushy{}, "", "pushed"},
		{"marshaler lies", good{`{`}, "", "unexpected end"}, {"raw", json.RawMessage(`1 2`), "", "more after the value"},
		{"raw empty", json.RawMessage{}, "", "not JSON"}, {"NaN in a struct", struct{ F float64 }{math.NaN()}, "", "unsupported value"},
		{"nil key", map[any]any{nil: 1}, "", "a key that is nil"}, {"bool key", map[bool]int{true: 1}, "", "key of type bool"},
		{"key in an interface", map[any]int{1.5: 1}, "", "key of type float64"}, {"key panics", map[badKey]int{1: 1}, "", "no key"},
		{"one name twice", map[any]int{"a": 1, named("a"): 2}, "", `two keys are named "a"`},
		{"text", "a\xff", "", "not UTF-8"}, {"named text", named("\xff"), "", "not UTF-8"}, {"name", m{"\xff": 1}, "/\xff", "not UTF-8"},
		{"year", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "", "year outside"},
		{"pointer", m{"a/b~c": []any{1, m{"": math.NaN()}}}, "/a~1b~0c/1/", "no JSON form"},
		{"pointer through Go kinds", map[int][]map[named]float64{7: {{}, {"x/": math.NaN()}}}, "/7/1/x~1", "no JSON form"},
		{"pointer through a marshaler", m{"m": good{`{"k": [1e9999]}`}}, "/m/k/0", "reasonable size"},
		{"struct that holds itself", ring, "", "cycle"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := Normalize(m{"top": c.in})
			require.Len(t, found, 1)
			assert.Equal(t, "/top"+c.at, found[0].Pointer)
			assert.Contains(t, found[0].Message, c.says)
			assert.Equal(t, RuleValue, found[0].Rule)
		})
	}
	for name, in := range map[string]any{"map": cycle, "slice": slice, "pointer": self, "two ways": both, "depth": deep} {
		t.Run("no end: "+name, func(t *testing.T) {
			_, first := Normalize(in)
			require.Len(t, first, 1)
			assert.Contains(t, first[0].Message, "contains itself")
			for range 20 {
				_, again := Normalize(in)
				require.Equal(t, first, again)
			}
		})
	}
}

func TestNormalizeFindsAllFaultsInOneOrder(t *testing.T) {
	in := map[string]any{"b": math.NaN(), "a": []any{func() {}, 1, "\xff"}, "c": map[string]float64{"y": math.Inf(1), "x": math.NaN()}}
	want := []string{"/a/0", "/a/2", "/b", "/c/x", "/c/y"}
	for range 50 {
		_, found := Normalize(in)
		got := []string{}
		for _, p := range found {
			got = append(got, p.Pointer)
		}
		require.Equal(t, want, got)
	}
}

func TestNormalizeNeverShowsValues(t *testing.T) {
	_, found := Normalize(map[string]any{"a": json.Number("canary"), "b": "canary\xff", "c": []byte("canary"), "d": json.RawMessage(`"canary`)})
	require.Len(t, found, 3)
	assert.NotContains(t, everything(found), "canary")
}

// params is a call's parameters as most programs give them: JSON kinds already.
func params() map[string]any {
	return map[string]any{
		"cluster_name": "etl", "num_workers": 4, "spark_version": "15.4", "autotermination_minutes": json.Number("30"),
		"custom_tags": map[string]any{"team": "data", "cost": 1.5}, "libraries": []any{map[string]any{"jar": "x.jar"}, map[string]any{"whl": "y"}},
		"flags": []any{true, nil, int64(1), uint64(2)}, "empty": []any{}, "none": nil,
	}
}

func TestNormalizeDoesNotCopyJSONKinds(t *testing.T) {
	in := params()
	out, found := Normalize(in)
	require.Empty(t, found)
	assert.True(t, same(in, out))
	assert.Zero(t, testing.AllocsPerRun(100, func() { Normalize(in) }))
	delete(in, "none")
	in["flags"] = []any{true}
	assert.Zero(t, testing.AllocsPerRun(100, func() { checkable(in) }))
}

func TestNormalizeCopiesOnlyWhatChanges(t *testing.T) {
	tags, changed := map[string]any{"a": 1}, []any{1, int8(2), []any{"x"}}
	in := map[string]any{"tags": tags, "changed": changed, "s": []string{"a"}}
	before := maps.Clone(in)
	out, found := Normalize(in)
	require.Empty(t, found)
	assert.Equal(t, map[string]any{"tags": tags, "changed": []any{1, int64(2), []any{"x"}}, "s": []any{"a"}}, out)
	assert.Equal(t, before, in)
	assert.Equal(t, []any{1, int8(2), []any{"x"}}, changed)
	o := out.(map[string]any)
	assert.True(t, same(tags, o["tags"]))
	assert.True(t, same(changed[2], o["changed"].([]any)[2]))
}

func TestDecode(t *testing.T) {
	for _, text := range []string{"", " ", "{", "1 2", "[1]]", "nul", `{"a":1}{`} {
		_, err := Decode([]byte(text))
		assert.ErrorContains(t, err, "not JSON", text)
	}
	assert.Equal(t, json.Number("12345678901234567890"), decoded(t, " 12345678901234567890 "))
}

func TestIsNumber(t *testing.T) {
	for _, s := range []string{"0", "-0", "10", "1.5", "-1.50e+10", "1E-999", "0.0", "0e0"} {
		assert.True(t, isNumber(s), s)
	}
	for _, s := range []string{"", "-", ".", "1.", ".5", "e", "1e", "1e+", "1e1000", "00", "01", "+1", "1 ", "1..2", "--1", "1e1.5", "∞"} {
		assert.False(t, isNumber(s), s)
	}
}
