package input_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/schema"
)

// cluster is what the texts below are for.
var cluster = schema.Document{
	"type": "object",
	"properties": map[string]any{
		"version": map[string]any{"type": "string"},
		"workers": map[string]any{"type": "integer"},
		"fast":    map[string]any{"type": "boolean"},
		"since":   map[string]any{"type": "string"},
		"either":  map[string]any{"anyOf": []any{map[string]any{"type": "string"}, map[string]any{"type": "string", "format": "byte"}}},
		"both":    map[string]any{"anyOf": []any{map[string]any{"type": "string"}, map[string]any{"type": "integer"}}},
		"tags":    map[string]any{"type": "object", "additionalProperties": map[string]any{"type": "string"}},
		"names":   map[string]any{"type": "array", "items": map[string]any{"type": "string"}},
		"any":     map[string]any{},
	},
}

func read(t *testing.T, text string) (any, error) {
	t.Helper()
	parsed, err := input.Parse("x.yaml", []byte(text))
	if err != nil {
		return nil, err
	}
	return parsed.Value(schema.NewTypes(), func() schema.Document { return cluster })
}

func TestValues(t *testing.T) {
	for text, want := range map[string]string{
		"version: 15.40":                       `{"version": "15.40"}`,
		"version: 2026-01-31":                  `{"version": "2026-01-31"}`,
		"version: 012":                         `{"version": "012"}`,
		"version: 0x1F":                        `{"version": "0x1F"}`,
		"version: 1_000":                       `{"version": "1_000"}`,
		"version: .inf":                        `{"version": ".inf"}`,
		"version: no":                          `{"version": "no"}`,
		"version: True":                        `{"version": "True"}`,
		"version: null":                        `{"version": null}`,
		"version:":                             `{"version": null}`,
		"either: 1.10":                         `{"either": "1.10"}`,
		"both: 7":                              `{"both": 7}`,
		"tags: {a: 1, b: yes, 8080: on}":       `{"tags": {"a": "1", "b": "yes", "8080": "on"}}`,
		"names: [1.0, off, x]":                 `{"names": ["1.0", "off", "x"]}`,
		"workers: 9007199254740993":            `{"workers": 9007199254740993}`,
		"fast: TRUE":                           `{"fast": true}`,
		"fast: yes":                            `{"fast": "yes"}`,
		"any: {a: 1.50, b: 2026-01-31, c: no}": `{"any": {"a": 1.50, "b": "2026-01-31", "c": "no"}}`,
		"any: !!str 12":                        `{"any": "12"}`,
		"any: &a [1, 2]\nnames: *a":            `{"any": [1, 2], "names": ["1", "2"]}`,
		"any: {<<: {a: 1, b: 2}, b: 3}":        `{"any": {"a": 1, "b": 3}}`,
		"any: {<<: [{a: 1}, {a: 2, c: 4}]}":    `{"any": {"a": 1, "c": 4}}`,
		"{version: a, workers: 1,}":            `{"version": "a", "workers": 1}`,
		"version: |\n  select 1\n  from t\n":   `{"version": "select 1\nfrom t\n"}`,
		"{\"version\": \"\\ud83d\\ude00\",\n\t\"workers\": 1e3}": `{"version": "😀", "workers": 1e3}`,
		"\ufeff{\"workers\": 1}":                                 `{"workers": 1}`,
		`"text"`:                                                 `"text"`,
		"text":                                                   `"text"`,
		"12":                                                     `12`,
	} {
		v, err := read(t, text)
		if assert.NoError(t, err, text) {
			want, err := schema.Decode([]byte(want))
			require.NoError(t, err)
			assert.Equal(t, want, v, text)
		}
	}
}

func TestJSONKeepsItsKinds(t *testing.T) {
	v, err := read(t, `{"version": 15.4}`)
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"version": json.Number("15.4")}, v, "a JSON number is no text, whatever the schema wants")
}

func TestErrorsNameLineAndColumn(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "x.yaml: there is nothing in it; write null or {} for an empty value",
		"{\"a\": 1,\n  \"a\": 2}":          `x.yaml:2:3: "a" stands here twice; its first value is in line 1`,
		"a: 1\nb: 2\na: 3":                 `x.yaml:3:1: "a" stands here twice; its first value is in line 1`,
		"{\"a\": 1,\n  \"é\": }}":          "x.yaml:2:8: not JSON: invalid character '}' looking for beginning of value",
		"[\"1\", 2":                        "x.yaml:1:8: not JSON: unexpected end of JSON input",
		"{\"a\": 1,}":                      "x.yaml:1:9: not JSON: invalid character '}' looking for beginning of object key string",
		"{\"a\": yes}":                     "x.yaml:1:7: not JSON: invalid character 'y' looking for beginning of value",
		"workers: 0o17":                    "x.yaml:1:10: 0o17 is a number that not every reader reads alike; write it in plain decimal digits, or in quotes if it is text",
		"any:\n  - .nan":                   "x.yaml:2:5: .nan is a number that not every reader reads alike; write it in plain decimal digits, or in quotes if it is text",
		"a: 1\n---\nb: 2":                  "x.yaml:2:1: a second YAML document begins here; give one",
		"a: !secret x":                     "x.yaml:1:4: tag !secret has no JSON form; leave it out",
		"a: !set {x: 1}":                   "x.yaml:1:4: tag !set has no JSON form; leave it out",
		"a: &a [*a]":                       "x.yaml:1:8: the value of &a contains itself",
		"? [1]\n: 2":                       "x.yaml:1:3: a name is text; put it in quotes if that is its text",
		"a: {<<: 1}":                       "x.yaml:1:9: << takes mappings",
		"a:\n  b: 1\n c: 2":                "x.yaml:3: neither JSON nor YAML: did not find expected key",
		"a: \xff":                          "x.yaml:1:4: byte 0xff is not UTF-8; save the text as UTF-8",
		strings.Repeat("[", 300):           "",
		"a: " + strings.Repeat("[", 300):   "",
		deep("[", "]"):                     "x.yaml:1:201: values are nested more than 200 deep",
		"a: " + deep("[", "]"):             "x.yaml:1:204: values are nested more than 200 deep",
		"a: @file":                         "x.yaml:1: neither JSON nor YAML: found character that cannot start any token",
		`{"a": 1} {"b": 2}`:                "x.yaml:1:10: not JSON: invalid character '{' after top-level value",
		"{a: 1}\n...\n{b: 2}":              "x.yaml:3: neither JSON nor YAML: did not find expected <document start>",
		"a: 'x":                            "",
		"a: \"\\ud800\"":                   "",
		"a: *nobody":                       "",
		"\tb: 1":                           "",
		fmt.Sprintf("a: %q", "ok") + "\nb": "",
	} {
		_, err := read(t, text)
		if !assert.Error(t, err, text) {
			continue
		}
		var e *input.Error
		assert.ErrorAs(t, err, &e, text)
		if want != "" {
			assert.EqualError(t, err, want, text)
		}
	}
}

func deep(open, shut string) string { return strings.Repeat(open, 201) + strings.Repeat(shut, 201) }

func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	_, err := read(t, b.String())
	assert.EqualError(t, err, "x.yaml: its aliases make more than 100000 values; write the values out")
}

func TestPlaces(t *testing.T) {
	for text, places := range map[string]map[string]string{
		"{\n  \"a\": {\"é\": 1, \"b\": [true,\n   \"x\"]}\n}": {
			"": "x.yaml:1:1", "a": "x.yaml:2:8", "a/é": "x.yaml:2:14", "a/b": "x.yaml:2:22",
			"a/b/0": "x.yaml:2:23", "a/b/1": "x.yaml:3:4", "a/b/7": "x.yaml:2:22", "a/missing": "x.yaml:2:8", "nothing/at/all": "x.yaml:1:1",
		},
		"a:\n  b: &x\n    - 1\n    - c: 2\nd: *x": {
			"a": "x.yaml:2:3", "a/b/1/c": "x.yaml:4:10", "a/b/-1": "x.yaml:2:6", "d/0": "x.yaml:3:7",
		},
	} {
		parsed, err := input.Parse("x.yaml", []byte(text))
		require.NoError(t, err)
		for at, want := range places {
			assert.Equal(t, want, parsed.Place(strings.FieldsFunc(at, func(r rune) bool { return r == '/' })).String(), "%s of %s", at, text)
		}
	}
}

func TestPlacesOfNames(t *testing.T) {
	for _, text := range []string{"{\n  \"a\": {\"b\":\n 1}, \"l\": [{\"c\": 2}]}", "\n  a: {b:\n   1}\n  l: [{c: 2}]"} {
		parsed, err := input.Parse("x", []byte(text))
		require.NoError(t, err)
		assert.Equal(t, "x:2:3", parsed.PlaceOfName([]string{"a"}).String(), text)
		assert.Equal(t, 2, parsed.PlaceOfName([]string{"a", "b"}).Line, text)
		assert.Equal(t, 3, parsed.Place([]string{"a", "b"}).Line, text)
		assert.Equal(t, parsed.Place([]string{"l", "0"}), parsed.PlaceOfName([]string{"l", "0"}), text)
		assert.Equal(t, parsed.Place(nil), parsed.PlaceOfName(nil), text)
		assert.Equal(t, parsed.Place([]string{"a"}), parsed.PlaceOfName([]string{"a", "missing", "more"}), text)
	}
}
