package schema

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExplain(t *testing.T) {
	types := `
State: {type: string, enum: [RUNNING, TERMINATED]}
Point:
  type: object
  required: [x]
  properties: {x: {type: integer}, next: {$ref: /types/x/Point}, state: {$ref: /types/x/State}}
  additionalProperties: false
`
	long := strings.Repeat("é", 70)
	for _, c := range []struct {
		name, doc, value string
		want             []string
	}{
		{"fits", "{type: string}", `"a"`, []string{}},
		{"type", "{type: boolean}", `"a"`, []string{"/: expected a boolean, found a string"}},
		{"types", "{type: object}", `[1]`, []string{"/: expected an object, found an array"}},
		{"null", "{type: array}", `null`, []string{"/: expected an array, found null"}},
		{"only null", "{type: 'null'}", `{}`, []string{"/: expected null, found an object"}},
		{"integer", "{type: integer}", `1.5`, []string{"/: expected an integer, found a number"}},
		{"integer as text", "{type: integer}", `"x"`, []string{`/: expected an integer of 64 bits, as a number or a decimal string, found "x"`}},
		{"integer too large", "{type: integer}", `9223372036854775808`, []string{"/: expected an integer of 64 bits, as a number or a decimal string, found 9223372036854775808"}},
		{"required", "{type: object, required: [b, a], properties: {a: {type: integer}, b: {$ref: /types/x/State}}, additionalProperties: false}", `{"b": null}`,
			[]string{"/a: is required; expected an integer", "/b: is required and cannot be null; expected one of RUNNING, TERMINATED"}},
		{"required without a schema", "{type: object, required: [a]}", `{}`, []string{"/a: is required"}},
		{"unknown", "{type: object, properties: {job_id: {type: integer}, name: {}}, additionalProperties: false}", `{"jobid": 1, "zzz": 1, "null": null}`,
			[]string{`/jobid: unknown name "jobid"; did you mean "job_id"?`, `/zzz: unknown name "zzz"; known: job_id, name`}},
		{"unknown among none", "{type: object, additionalProperties: false}", `{"a": 1}`, []string{`/a: unknown name "a"; nothing is allowed here`}},
		{"unknown and long", "{type: object, additionalProperties: false}", `{"` + long + `": 1}`,
			[]string{`/` + long + `: unknown name "` + long[:120] + `…"; nothing is allowed here`}},
		{"enum", "{$ref: /types/x/State}", `"runing"`, []string{`/: expected one of RUNNING, TERMINATED, found "runing"; did you mean "RUNNING"?`}},
		{"long enum", "{enum: [a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5]}", `"zzzz"`,
			[]string{`/: expected one of a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3 and 2 more, found "zzzz"`}},
		{"enum of integers", "{type: integer, enum: [1, 2]}", `"3"`, []string{`/: expected one of 1, 2, found "3"`}},
		{"enum with null", "{enum: [null, a]}", `5`, []string{`/: expected one of null, a, found 5`}},
		{"const", "{const: v1}", `"v2"`, []string{`/: expected "v1", found "v2"`}},
		{"const integer", "{type: integer, const: 7}", `"8"`, []string{`/: expected 7, found "8"`}},
		{"byte", "{type: string, format: byte}", `"a"`, []string{`/: expected base64, found "a"`}},
		{"date-time", "{type: string, format: date-time}", `"2026-01-31"`, []string{`/: expected a time such as 2026-01-31T09:00:00Z (RFC 3339), found "2026-01-31"`}},
		{"google-duration", "{type: string, format: google-duration}", `"3"`, []string{`/: expected seconds with an s, such as 3.5s, found "3"`}},
		{"google-fieldmask", "{type: string, format: google-fieldmask}", `"a b"`, []string{`/: expected field names with commas between, such as name,config.size, found "a b"`}},
		{"other format", "{type: string, format: uuid}", `"a"`, []string{`/: expected uuid, found "a"`}},
		{"pattern", "{type: string, pattern: ^/, examples: [/a]}", `"a"`, []string{`/: expected something like /a (it must match ^/), found "a"`}},
		{"pattern without example", "{type: string, pattern: ^/}", `"<a>"`, []string{`/: expected text that matches ^/, found "<a>"`}},
		{"minimum", "{type: number, minimum: 0.5}", `0`, []string{"/: expected at least 0.5, found 0"}},
		{"maximum", "{type: integer, maximum: 5}", `6`, []string{"/: expected at most 5, found 6"}},
		{"minimum of text", "{type: integer, minimum: 1}", `"0"`, []string{`/: expected at least 1, found "0"`}},
		{"maximum of text", "{type: integer, maximum: 5}", `"9223372036854775807"`, []string{`/: expected at most 5, found "9223372036854775807"`}},
		{"text within bounds", "{type: integer, minimum: 1, maximum: 5}", `"5"`, []string{}},
		{"length", "{type: string, minLength: 1}", `""`, []string{"/: expected at least 1 character, found 0 characters"}},
		{"length of runes", "{type: string, maxLength: 2}", `"ééé"`, []string{"/: expected at most 2 characters, found 3 characters"}},
		{"items", "{type: array, minItems: 2}", `[1]`, []string{"/: expected at least 2 elements, found 1 element"}},
		{"too many items", "{type: array, maxItems: 1}", `[1, 2]`, []string{"/: expected at most 1 element, found 2 elements"}},
		{"value is cut", "{const: a}", `"` + long + `"`, []string{`/: expected "a", found "` + long[:120] + `…"`}},
		{"through references", "{type: array, items: {$ref: /types/x/Point}}", `[{"x": 1}, {"x": 1, "next": {"x": 1, "next": {"y": 2, "state": "X"}}}]`,
			[]string{
				`/1/next/next/state: expected one of RUNNING, TERMINATED, found "X"`,
				"/1/next/next/x: is required; expected an integer",
				`/1/next/next/y: unknown name "y"; known: next, state, x`,
			}},
		{"maps in maps", "{type: object, additionalProperties: {type: object, additionalProperties: {$ref: /types/x/Point}}}", `{"a": {"b": {"x": 1, "q": 1}}, "c": {"d": {"x": "y"}, "e": 1}}`,
			[]string{
				`/a/b/q: unknown name "q"; known: next, state, x`,
				`/c/d/x: expected an integer of 64 bits, as a number or a decimal string, found "y"`,
				"/c/e: expected an object, found a number",
			}},
		{"a property called oneOf", "{type: object, properties: {c: {type: string}, oneOf: {type: object, properties: {a: {type: string}, b: {type: string}}}}}", `{"c": 3, "oneOf": {"a": 1, "b": 2}}`,
			[]string{"/c: expected a string, found a number", "/oneOf/a: expected a string, found a number", "/oneOf/b: expected a string, found a number"}},
		{"properties called like keywords", "{type: object, properties: {properties: {type: string}, required: {type: string}, $ref: {type: string}, items: {type: string}}}", `{"properties": 1, "required": 1, "$ref": 1, "items": 1}`,
			[]string{"/$ref: expected a string, found a number", "/items: expected a string, found a number", "/properties: expected a string, found a number", "/required: expected a string, found a number"}},
		{"more than one form", "{oneOf: [{type: string}, {maxLength: 3}]}", `"a"`, []string{`/: expected only one of the declared forms to fit, found "a"`}},
		{"said twice", "{type: object, required: [a], anyOf: [{required: [a]}]}", `{}`, []string{"/a: is required"}},
		{"kinds that lint forbids", "{type: [string, 'null']}", `1`, []string{"/: expected another kind of value, found a number"}},
		{"keyword that lint forbids", "{type: array, uniqueItems: true}", `[1, 1]`, []string{"/: expected a value that fits uniqueItems, found 2 elements"}},
		{"false", "{type: object, properties: {a: false}, items: false}", `{"a": 1}`, []string{"/a: is not allowed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, said(problems(t, types, c.doc, decoded(t, c.value), Strict)))
		})
	}
}

func TestNamesInPointers(t *testing.T) {
	names := []string{"a/b", "a~b", "~1", "%", "%2F", "%zz", "a b", `"`, `\`, "é", "日本", "", "#", "?", "0", "-1", "a.b", "\x01", "+", "~0/%25"}
	properties, value := Document{}, map[string]any{}
	for _, name := range names {
		properties[name], value[name] = Document{"type": "object", "additionalProperties": Document{"type": "string"}}, map[string]any{name: 1}
	}
	for _, doc := range []Document{
		{"type": "object", "properties": properties, "additionalProperties": false},
		{"additionalProperties": Document{"additionalProperties": Document{"type": "string"}}},
	} {
		found, err := NewChecker(typesOf("")).Check("d", func() Document { return doc }, value, Strict)
		require.NoError(t, err)
		want, got := []string{}, []string{}
		for _, name := range names {
			want = append(want, pointer([]string{name, name})+": expected a string, found a number")
		}
		for _, p := range found {
			got = append(got, p.Pointer+": "+p.Message)
			assert.Equal(t, 1, valueAt(value, SplitPointer(p.Pointer)), p.Pointer)
		}
		assert.ElementsMatch(t, want, got)
	}
	for _, doc := range []Document{
		{"type": "object", "additionalProperties": false},
		{"type": "object", "required": []any{"", "a/b"}, "properties": properties, "additionalProperties": Document{"type": "null"}},
	} {
		found, err := NewChecker(typesOf("")).Check("d", func() Document { return doc }, map[string]any{"": nil, "x/y": 1}, Strict)
		require.NoError(t, err)
		assert.NotEmpty(t, found)
		for _, p := range found {
			assert.Contains(t, []string{"/", "/a~1b", "/x~1y"}, p.Pointer)
		}
	}
}

func TestLargeFloatsAreRefusedWithTheCure(t *testing.T) {
	found := problems(t, "", "{type: object, properties: {id: {type: integer}}}", map[string]any{"id": 9.3e15}, Strict)
	require.Len(t, found, 1)
	assert.Equal(t, Problem{
		Pointer: "/id", Rule: "type", Found: "9300000000000000",
		Expected: "an integer of 64 bits, as a number or a decimal string; as a float64 only up to 2^53, beyond that pass int64, json.Number or a string",
		Message:  "expected an integer of 64 bits, as a number or a decimal string; as a float64 only up to 2^53, beyond that pass int64, json.Number or a string, found 9300000000000000",
	}, found[0])
}

func TestModes(t *testing.T) {
	doc := "{type: object, properties: {s: {type: string, enum: [a]}, m: {type: object, additionalProperties: {type: object, additionalProperties: false}}}, additionalProperties: false}"
	value := map[string]any{"s": "b", "odd": 1, "m": map[string]any{"k": map[string]any{"odd": 1}}}
	assert.Len(t, problems(t, "", doc, value, Strict), 3)
	assert.Empty(t, problems(t, "", doc, value, AllowUnknown))
	assert.Len(t, problems(t, "", doc, map[string]any{"s": 1}, AllowUnknown), 1, "kinds still count")

	// Open forms overlap, and still whatever is valid when strict is valid.
	forms := "{oneOf: [{type: object, properties: {a: {type: string}}, additionalProperties: false}, {type: object, properties: {b: {type: string}}, required: [b], additionalProperties: false}]}"
	for _, mode := range []Mode{Strict, AllowUnknown} {
		assert.Empty(t, problems(t, "", forms, map[string]any{"b": "x"}, mode))
		found := problems(t, "", forms, map[string]any{"b": 1, "a": 2}, mode)
		assert.NotEmpty(t, found)
		for _, p := range found {
			assert.NotContains(t, p.Message, "expected ,")
		}
	}
	assert.Equal(t, []string{"/a: expected a string, found a number"},
		said(problems(t, "", "{oneOf: [{type: object, properties: {a: {type: string}}}]}", map[string]any{"a": 2}, AllowUnknown)))
}

func TestFormats(t *testing.T) {
	for format, cases := range map[string]struct{ good, bad []any }{
		"byte":             {[]any{"", "YQ==", "YQ", "_-8=", "+/8", "YWJj\nZGVm"}, []any{"a", "YQ=", "YQ===", "=", "Y Q", "ä"}},
		"date-time":        {[]any{"2026-01-31T09:00:00Z", "2026-01-31T09:00:00.123456789+05:30"}, []any{"", "2026-01-31", "2026-01-31T9:00:00Z", "2026-01-31T09:00:00,5Z", "2026-02-30T09:00:00Z", "2026-01-31 09:00:00Z"}},
		"double":           {[]any{"NaN", "Infinity", "-Infinity", 1.5}, []any{"", "nan", "inf", "1.5", "+Infinity"}},
		"google-duration":  {[]any{"3s", "-3.5s", "0.000000001s"}, []any{"3", "3.s", ".5s", "3m", "3s\n", "1.0000000001s"}},
		"google-fieldmask": {[]any{"*", "a", "a.b_c,d"}, []any{"", "a,", "a..b", "a,*", "1", "a b"}},
	} {
		for _, v := range append(cases.good, 5, true, nil, json.Number("1"), []any{}) {
			assert.True(t, formats[format](v), "%s %v", format, v)
		}
		for _, v := range cases.bad {
			assert.False(t, formats[format](v), "%s %q", format, v)
		}
	}
}

func TestError(t *testing.T) {
	err := error(&Error{Subject: "get", Problems: []Problem{{Pointer: "/a", In: "query", Message: "is required"}, {Message: "is odd"}}})
	assert.EqualError(t, err, "get: 2 invalid parameters\n  /a (query): is required\n  /: is odd")
	assert.EqualError(t, &Error{Subject: "get", Problems: []Problem{{Pointer: "/a", Message: "is required"}}}, "get: 1 invalid parameter\n  /a: is required")
	assert.ErrorIs(t, fmt.Errorf("call: %w", err), ErrInvalid)
	assert.NotErrorIs(t, err, ErrNoType)
}

func TestPointers(t *testing.T) {
	for _, steps := range [][]string{nil, {""}, {"a"}, {"~", "/", "~1", "~01"}, {"", ""}} {
		assert.Equal(t, steps, SplitPointer(pointer(steps)))
	}
}

// Names come from callers, who may be strangers: none may write lines of its own or
// steer a terminal.
func TestProblemTextIsPrintable(t *testing.T) {
	assert.Equal(t, `/data/a\n\x1b[2J (body): unknown`, Problem{Pointer: "/data/a\n\x1b[2J", In: "body", Message: "unknown"}.String())
	assert.Equal(t, `/a"b\é: unknown`, Problem{Pointer: `/a"b\é`, Message: "unknown"}.String())
}
