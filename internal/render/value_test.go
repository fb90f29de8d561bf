package render_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/render"
)

// Fields stay in their order and numbers as they are written.
const exactly = `{"z": 9223372036854775807, "a": [1.50, 12345678901234567890123, 1e2], "t": "<&> \u00e9", "n": null, "b": true}`

func TestFormatsKeepWhatCame(t *testing.T) {
	for format, want := range map[render.Format]string{
		render.JSON:  "{\n  \"z\": 9223372036854775807,\n  \"a\": [\n    1.50,\n    12345678901234567890123,\n    1e2\n  ],\n  \"t\": \"<&> \\u00e9\",\n  \"n\": null,\n  \"b\": true\n}\n",
		render.JSONL: `{"z":9223372036854775807,"a":[1.50,12345678901234567890123,1e2],"t":"<&> \u00e9","n":null,"b":true}` + "\n",
		render.YAML:  "z: 9223372036854775807\na:\n  - 1.50\n  - 12345678901234567890123\n  - 1e2\nt: <&> é\n\"n\": null\nb: true\n",
		render.None:  "",
	} {
		got, _ := written(t, exactly, render.Options{Format: format})
		assert.Equal(t, want, got, format)
	}
}

func TestQuery(t *testing.T) {
	for _, tt := range []struct {
		format      render.Format
		expr, want  string
		noteMatches string
	}{
		{render.Raw, ".t", "<&> é\n", ""},
		{render.Raw, ".z, .a", "9223372036854775807\n[1.50,12345678901234567890123,1e2]\n", ""},
		{render.Raw, ".z + 1", "9223372036854775808\n", ""},
		{render.Raw, "[.z] | map(. - 7) | .[]", "9223372036854775800\n", ""},
		{render.JSON, ".t, {a: .z}", "\"<&> é\"\n{\n  \"a\": 9223372036854775807\n}\n", ""},
		{render.JSONL, ".t, {a: .z}", "\"<&> é\"\n{\"a\":9223372036854775807}\n", ""},
		{render.YAML, ".t, {a: .z}", "<&> é\n---\na: 9223372036854775807\n", ""},
		{render.Table, "{z, b}", "b  true\nz  9223372036854775807\n", ""},
		{render.Table, "{z, b}, {z: 1}", "B     Z\ntrue  9223372036854775807\n      1\n", ""},
		{render.CSV, "[{z, b}, {z: 1}]", "b,z\ntrue,9223372036854775807\n,1\n", ""},
		{render.None, ".t", "", ""},
		{render.Raw, ".tt", "null\n", `the jq expression ".tt" matches nothing; a value has: a, b, n, t, z`},
		{render.Raw, "empty", "", `the jq expression "empty" matches nothing`},
		{render.Table, "empty", "", "no items\n"},
		{render.Raw, "1, halt, 2", "1\n", ""},
		{render.Raw, "nan, infinite", "null\n1.7976931348623157e+308\n", ""},
	} {
		got, notes := written(t, exactly, render.Options{Format: tt.format, Query: query(t, tt.expr)})
		assert.Equal(t, tt.want, got, "%s %s", tt.format, tt.expr)
		assert.Contains(t, notes, tt.noteMatches)
	}
}

func TestQueryThatIsNone(t *testing.T) {
	for expr, want := range map[string]string{
		".a[":           `the jq expression ".a[" is not valid: unexpected EOF at its end`,
		".a | | .b":     `the jq expression ".a | | .b" is not valid: unexpected token "|" at character 6`,
		"nope(1)":       `the jq expression "nope(1)" is not valid: function not defined: nope/1`,
		"input":         `the jq expression "input" is not valid: input(s)/0 is not allowed`,
		`include "x";.`: `cannot load module`,
	} {
		_, err := render.NewQuery(expr)
		assert.ErrorContains(t, err, want)
	}
}

func TestQueryThatDoesNotFit(t *testing.T) {
	for expr, want := range map[string]string{
		".t[]":            `the jq expression ".t[]" failed: cannot iterate over: string (…); the value has: a, b, n, t, z`,
		`error("\u001b")`: `failed: error: \x1b; the value`,
		`.t | error`:      "failed: it raised an error with a value that is not shown; the value",
		"halt_error":      "failed: it raised an error",
		`.t["x"]`:         `expected an object but got: string (…)`,
		`.t + 7`:          `cannot add: string (…) and number (7)`,
	} {
		err := render.Value(t.Context(), &strings.Builder{}, []byte(exactly), render.Options{Format: render.Raw, Query: query(t, expr)})
		var failed *render.QueryError
		require.ErrorAs(t, err, &failed, expr)
		assert.ErrorContains(t, err, want)
	}
}

// A value may be a secret; its error goes where errors go.
func TestQueryErrorsShowNoValues(t *testing.T) {
	const answer = `{"value": "c4nary", "list": [{"c4nary": 4711}], "n": 4711, "long": "c4nary \\"c4nary\\" and more than is shown of it"}`
	for _, expr := range []string{
		".value.x", ".value[]", ".value + 1", ".value - {}", "-.value", ".value | error", "error(.value)", "error({a: .value})", "halt_error", ".value | halt_error",
		".value | tonumber", ".value | fromjson", "[.value] | implode", ".value | keys", ".long.x", ".long | tonumber", ".long | fromjson", ".list.x", ".list | tonumber",
		". as [$a] | $a", "{(.value): 1} | .[0]", "{(.n): 1}", ".n | keys", ".n.x", ".n + {}", "{} - .n", ".n / 0", ".list / .n", ".value | ltrimstr(1) | .x",
		`getpath(["value", "a"])`, "splits(.value)", `.value as $v | "x" | test($v + "[")`, `.value | test("["; .)`, `.value | strptime("%Y")`, ".value | todate", ".value | @base64d",
		"[.list[0]] | @csv", ".value | .[1:{}]", "path(.value | tojson)", ".list | join(.n)", "limit(.value; 1)", "[range(.value)]", ".value * 1e12", ".list[.value]",
	} {
		err := render.Value(t.Context(), &strings.Builder{}, []byte(answer), render.Options{Format: render.Raw, Query: query(t, expr)})
		if err == nil {
			continue
		}
		for _, text := range []string{err.Error(), fmt.Sprintf("%#v", err)} {
			assert.NotContains(t, text, "c4nary", expr)
			assert.NotContains(t, text, "4711", expr)
		}
	}
}

// The environment may hold secrets.
func TestQuerySeesNoEnvironment(t *testing.T) {
	t.Setenv("ACTIONCTL_TEST_SECRET", "s3cret")
	got, _ := written(t, `{}`, render.Options{Format: render.JSONL, Query: query(t, "env, $ENV")})
	assert.Equal(t, "{}\n{}\n", got)
}

func TestScreenCannotBeSteered(t *testing.T) {
	const nasty = "{\"a\u009b\": \"\u202e\u007f\\u001b[31m\"}"
	for format, want := range map[render.Format]string{
		render.JSON:  "{\n  \"a\\u009b\": \"\\u202e\\u007f\\u001b[31m\"\n}\n",
		render.JSONL: "{\"a\\u009b\":\"\\u202e\\u007f\\u001b[31m\"}\n",
		render.Table: `a\u009b  \u202e\x7f\x1b[31m` + "\n",
	} {
		got, _ := written(t, nasty, render.Options{Format: format, Screen: true})
		assert.Equal(t, want, got, format)
	}
	for _, format := range render.Formats {
		for _, q := range []*render.Query{nil, query(t, ".[]"), query(t, "."), query(t, "[.]")} {
			got, _ := written(t, nasty, render.Options{Format: format, Screen: true, Query: q})
			assert.NotContains(t, got, "\u009b", format)
			assert.NotContains(t, got, "\u202e", format)
			assert.NotContains(t, got, "\x1b", format)
			assert.NotContains(t, got, "\x7f", format)
		}
	}
}

func TestColours(t *testing.T) {
	got, _ := written(t, `{"a\"": ["x: ", -1.5E+3, true, null], "b": {}}`, render.Options{Format: render.JSONL, Paint: true})
	assert.Equal(t, "{\x1b[34m\"a\\\"\"\x1b[0m:[\x1b[32m\"x: \"\x1b[0m,\x1b[36m-1.5E+3\x1b[0m,\x1b[33mtrue\x1b[0m,\x1b[33mnull\x1b[0m],\x1b[34m\"b\"\x1b[0m:{}}\n", got)
	plain, _ := written(t, twoClusters, render.Options{Format: render.Table, Layout: clusters(), Width: 80})
	painted, _ := written(t, twoClusters, render.Options{Format: render.Table, Layout: clusters(), Width: 80, Paint: true})
	assert.NotEqual(t, plain, painted)
	unpainted := strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(painted)
	assert.Equal(t, plain, unpainted, "colours take no room")
}

func TestCheckFormat(t *testing.T) {
	for _, f := range render.Formats {
		assert.NoError(t, render.CheckFormat(f))
	}
	assert.EqualError(t, render.CheckFormat("xml"), `output "xml" is not one of json, jsonl, yaml, table, csv, raw, none`)
}
