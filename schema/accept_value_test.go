package schema

import (
	"encoding/json"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
)

// values makes values that fit a document, most of the time, and spoils them.
type values struct {
	*rand.Rand
	types *Types
}

// hostile are values that fit few places, or nearly fit.
var hostile = []any{
	nil, true, "", "x", "007", "-0", "+1", " 1", "1.0", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
	"NaN", "Infinity", "\x00", "日本\u2028", "2026-01-31T09:00:00Z", "2026-01-31 09:00:00", "3.5s", "a.b,c", "YQ==", "YQ=",
	0, -1, 1, int64(math.MaxInt64), int64(math.MinInt64), uint64(math.MaxUint64), 1.5, 1e300, math.Copysign(0, -1), float64(1 << 53), float64(1<<53 + 2),
	json.Number("1"), json.Number("-0"), json.Number("1.0"), json.Number("1e3"), json.Number("1.5"), json.Number("9223372036854775808"), json.Number("1e-400"),
	[]any{}, []any{nil}, []any{"x", 1}, map[string]any{}, map[string]any{"": 1}, map[string]any{"\x00": "x"}, map[string]any{"x": nil}, map[string]any{"x": map[string]any{}},
}

func pick[T any](v values, list []T) T { return list[v.IntN(len(list))] }

func (v values) one(doc Document, depth int) any {
	doc = v.types.Resolve(doc)
	if only, ok := given(doc); ok && v.IntN(4) > 0 {
		if list, ok := doc["enum"].([]any); ok {
			only = pick(v, list)
		}
		return only
	}
	for _, k := range []string{"oneOf", "anyOf"} {
		if branches, ok := doc[k].([]any); ok && len(branches) > 0 {
			branch, _ := pick(v, branches).(map[string]any)
			return v.one(branch, depth+1)
		}
	}
	switch doc["type"] {
	case "object":
		return v.object(doc, depth)
	case "array":
		items, _ := doc["items"].(map[string]any)
		out := make([]any, v.IntN(max(1, 4-depth)))
		for i := range out {
			out[i] = v.one(items, depth+1)
		}
		return out
	case "boolean":
		return v.IntN(2) == 0
	case "integer":
		return v.integer()
	case "number":
		return pick[any](v, []any{v.Float64() * 100, v.integer(), json.Number("2.50"), "NaN"})
	case "string":
		return pick(v, []string{"x", "", "日本", "/Users/me@example.com", "2026-01-31T09:00:00Z", "10s", "name", "YWJj"})
	}
	return pick(v, hostile)
}

func (v values) integer() any {
	n := pick(v, []int64{0, 1, 7, 100, 86400, -1, math.MaxInt64, math.MinInt64, v.Int64()})
	return pick(v, []any{n, int(n), json.Number(strconv.FormatInt(n, 10)), strconv.FormatInt(n, 10), float64(n % 1000)})
}

func (v values) object(doc Document, depth int) any {
	out := map[string]any{}
	properties, _ := doc["properties"].(map[string]any)
	required := stringsOf(doc["required"])
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if !slices.Contains(required, name) && (depth > 6 || v.IntN(3+depth) > 1) {
			continue
		}
		child, _ := properties[name].(map[string]any)
		if out[name] = v.one(child, depth+1); v.IntN(50) == 0 {
			out[name] = nil
		}
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok {
		out["key"] = v.one(more, depth+1)
	}
	return out
}

// spoiled is a copy of a value with one part of it made something else.
func (v values) spoiled(value any) any {
	if v.IntN(6) == 0 {
		return pick(v, hostile)
	}
	switch value := value.(type) {
	case map[string]any:
		out := maps.Clone(value)
		names := append(slices.Sorted(maps.Keys(value)), "no_such_field", "")
		switch name := pick(v, names); v.IntN(4) {
		case 0:
			delete(out, name)
		case 1:
			out[name+"s"] = out[name]
		default:
			out[name] = v.spoiled(out[name])
		}
		return out
	case []any:
		out := slices.Clone(value)
		if len(out) == 0 {
			return append(out, pick(v, hostile))
		}
		i := v.IntN(len(out))
		out[i] = v.spoiled(out[i])
		return out
	}
	return pick(v, hostile)
}
