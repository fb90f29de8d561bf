package registry

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/quick"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// canonical is Canonical, checked to be idempotent.
func canonical(t *testing.T, file, text string) string {
	t.Helper()
	out, err := Canonical(file, []byte(text))
	require.NoError(t, err)
	again, err := Canonical(file, out)
	require.NoError(t, err)
	require.Equal(t, string(out), string(again), "not idempotent")
	return string(out)
}

func TestCanonicalBuiltin(t *testing.T) {
	for file, text := range everyFile(t) {
		out, err := Canonical(file, text)
		if assert.NoError(t, err) {
			assert.Equal(t, string(text), string(out), file)
		}
	}
}

// TestCanonicalMeaning upsets the layout of every descriptor by way of JSON, which
// is YAML too, and finds the same action and the same text again.
func TestCanonicalMeaning(t *testing.T) {
	for file, text := range everyFile(t) {
		r := &reader{file: file}
		doc := r.document(text)
		asJSON, err := json.Marshal(r.value(doc))
		require.NoError(t, err)
		out, err := Canonical(file, asJSON)
		require.NoError(t, err, file)
		again := &reader{file: file}
		assert.Equal(t, r.value(doc), again.value(again.document(out)), file)
	}
}

func TestCanonicalEveryWord(t *testing.T) {
	text := "wait: {timeout: 20m, abort: {with: {}, action: a}, poll: x, each: {skip: {}, items: b}}\n" +
		"errors: [{kind: conflict, status: 409}]\n" +
		"paginate: {items: x, follow: {with: {}, action: a}, style: token}\n" +
		"response: {headers: [A], schema: {description: b, type: object}, content: text/plain}\n" +
		"body: {schema: {properties: {b: {format: byte, type: string}, a: {}}, type: object}, required: true}\n" +
		"query: {b: {x-sensitive: true, description: B, odd: 1, x-encode: a, type: string}, a: {}}\n" +
		"http: GET /x\nsummary: A.\nodd: 1\nname: a\n"
	assert.Equal(t, `name: a
summary: A.
http: GET /x
query: {b: {type: string, description: B, odd: 1, x-encode: a, x-sensitive: true}, a: {}}
body: {required: true, schema: {type: object, properties: {b: {type: string, format: byte}, a: {}}}}
response: {content: text/plain, schema: {type: object, description: b}, headers: [A]}
errors: [{status: 409, kind: conflict}]
paginate: {style: token, items: x, follow: {action: a, with: {}}}
wait: {poll: x, each: {items: b, skip: {}}, timeout: 20m, abort: {action: a, with: {}}}
odd: 1
`, canonical(t, "s/a.yaml", text))
}

// TestCanonicalOrderIsComplete holds the fixed orders to the keys that Decode knows.
func TestCanonicalOrderIsComplete(t *testing.T) {
	known := func(text string) []string {
		_, err := Decode("s/a.yaml", []byte(text))
		for _, p := range lines(t, err) {
			if _, names, found := strings.Cut(p, "known here: "); found {
				return strings.Split(strings.TrimSuffix(names, " (unknown-key)"), ", ")
			}
		}
		return nil
	}
	assert.ElementsMatch(t, known("zz: 1\n"), descriptorOrder)
	for part, order := range partOrder {
		text := part + ": {zz: 1}\n"
		switch part {
		case "errors":
			text = part + ": [{zz: 1}]\n"
		case "alternatives":
			text = "response: {alternatives: [{zz: 1}]}\n"
		case "follow":
			text = "paginate: {follow: {zz: 1}}\n"
		case "each", "result", "abort", "parts":
			text = "wait: {" + part + ": {zz: 1}}\n"
		case "output":
			text = "wait: {parts: {output: {zz: 1}}}\n"
		}
		assert.ElementsMatch(t, known(text), order, part)
	}
	for _, k := range keywords {
		if !strings.HasPrefix(k, "x-") {
			assert.Contains(t, schemaOrder, k)
		}
	}
}

func TestCanonicalTypes(t *testing.T) {
	text := "Zed: {type: string}\n# about A\nAbc:\n  properties: {b: {description: x, type: string}, a: {}}\n  type: object\n"
	assert.Equal(t, "# about A\nAbc: {type: object, properties: {b: {type: string, description: x}, a: {}}}\nZed: {type: string}\n",
		canonical(t, "types/s.yaml", text))
	assert.Equal(t, "{}\n", canonical(t, "types/s.yaml", "{}"))
	assert.True(t, IsTypesFile("/a/b/types/s.yaml"))
	assert.False(t, IsTypesFile("types/s/a.yaml"))
}

func TestCanonicalWidth(t *testing.T) {
	value := func(n int) string { return strings.Repeat("x", n) }
	for _, c := range []struct{ name, text, want string }{
		{"100 columns fit", "a: {b: " + value(92) + "}\n", "a: {b: " + value(92) + "}\n"},
		{"101 do not", "a: {b: " + value(93) + "}\n", "a:\n  b: " + value(93) + "\n"},
		{"columns are characters", "a: {b: " + strings.Repeat("é", 92) + "}\n", "a: {b: " + strings.Repeat("é", 92) + "}\n"},
		{"lists break too", "a: [{b: " + value(93) + "}]\n", "a:\n  -\n    b: " + value(93) + "\n"},
		{"a long text folds", "a: " + value(60) + " " + value(37) + " " + value(3) + "\n", "a: >-\n  " + value(60) + " " + value(37) + "\n  " + value(3) + "\n"},
		{"a text of one word does not", "a: " + value(120) + "\n", "a: " + value(120) + "\n"},
		{"text that folding would change does not", "a: \"" + value(60) + "  " + value(60) + "\"\n", "a: " + value(60) + "  " + value(60) + "\n"},
		{"an empty mapping stays", value(100) + ": {}\n", value(100) + ": {}\n"},
		{"an empty list stays", value(100) + ": []\n", value(100) + ": []\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, canonical(t, "s/a.yaml", c.text))
		})
	}
}

func TestCanonicalComments(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"above a key", "# one\n# two\na: 1\n", "# one\n# two\na: 1\n"},
		{"behind a value", "a: 1 # one\n", "a: 1 # one\n"},
		{"of the file", "# file\n\n# key\na: 1\n", "# file\n\n# key\na: 1\n"},
		{"of the file moves with no key", "# file\n\nodd: 1\nname: a\n", "# file\n\nname: a\nodd: 1\n"},
		{"at the end", "a: 1\n# end\n", "a: 1\n# end\n"},
		{"moves with its key", "odd: 1\n# about name\nname: a # here\n", "# about name\nname: a # here\nodd: 1\n"},
		{"inside", "a:\n  # in\n  b: 1\n  # foot\nc: 2\n", "a:\n  # in\n  b: 1\n  # foot\nc: 2\n"},
		{"in a list", "a:\n# one\n- 1 # first\n# two\n- 2\n", "a:\n  # one\n  - 1 # first\n  # two\n  - 2\n"},
		{"behind a flow list", "a: [1, 2] # here\n", "a: [1, 2] # here\n"},
		{"behind a key", "a: # here\n  b: 1\n", "a: {b: 1} # here\n"},
		{"behind a key that breaks", "a: # here\n  # in\n  b: 1\n", "# here\na:\n  # in\n  b: 1\n"},
		{"within a flow list", "a: [1, # one\n 2]\n", "a:\n  - 1 # one\n  - 2\n"},
		{"behind a long text", "a: >- # here\n  " + strings.TrimSpace(strings.Repeat("word ", 30)) + "\n", "a: " + strings.TrimSpace(strings.Repeat("word ", 30)) + " # here\n"},
		{"of an empty file", "# here\n{}\n", "# here\n\n{}\n"},
		{"behind nothing", "a: # here\nb: 1\n", "a: null # here\nb: 1\n"},
		{"above a value", "a:\n  # here\n  text\n", "# here\na: text\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, canonical(t, "s/a.yaml", c.text))
		})
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"broken", "a: [\n", "s/a.yaml:1: did not find expected node content (syntax)"},
		{"no JSON form", "a: 0o17\n", "s/a.yaml:1: integer 0o17: write it in plain decimal digits, or quote it if it is text (kind)"},
		{"alias", "a: &x 1\nb: *x\n", "s/a.yaml:1: anchors and aliases are not part of the format; write the value out (alias)\ns/a.yaml:2: anchors and aliases are not part of the format; write the value out (alias)"},
		{"a comment with no place", "{a: 1} # here\n", "s/a.yaml: a comment would be lost or changed; put comments on lines of their own, above a key (canonical)"},
		{"a key too long to be one", "? " + strings.Repeat("x", 2000) + "\n: 1\n", "s/a.yaml: the file has no canonical form that means the same; write it more simply (canonical)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := Canonical("s/a.yaml", []byte(c.text))
			assert.EqualError(t, err, c.want)
			assert.Nil(t, out)
		})
	}
}

func TestCanonicalScalars(t *testing.T) {
	for _, s := range []string{
		"", " ", "a", "a b", " a", "a ", "-", "- a", "-5", "?", "? a", ":", ": a", "a:", "a: b", "a:b", "#", "# a", "a # b", "a#b",
		"&a", "*a", "!a", "|", ">", "'", `"`, "%a", "@a", "`a", "{", "}", "[", "]", ",", "a, b", "{a}", "what? yes", "a ? b", "<<", "=", "~",
		"null", "Null", "true", "yes", "No", "on", "y", "1", "1.5", "1e3", "1E400", "0x1f", "0o17", "017", "1_000", "+1", ".inf", ".nan", ".5", "1:30",
		"2024-01-01", "2024-01-01T00:00:00Z", "---", "...", "--- a", "a\nb", "a\n", "\n", "a\tb", "\t", "a\rb", "a\\b", `\n`,
		"é", "日本語", "🙂", "\u0085", "\u00a0", "\u2028", "\ufeff", "\u200b", "\x00", "\x7f", "\U000e0001",
		strings.Repeat("word ", 60), strings.Repeat("- # word: ", 30) + "x", "x" + strings.Repeat(" # word", 30), strings.Repeat("é ", 80) + "x",
	} {
		assertRoundTrip(t, s)
	}
}

func TestCanonicalAnyText(t *testing.T) {
	same := func(s string) bool { return assertRoundTrip(t, s) }
	assert.NoError(t, quick.Check(same, &quick.Config{MaxCount: 300}))
}

// assertRoundTrip puts a text wherever a text may stand and reads it back.
func assertRoundTrip(t *testing.T, s string) bool {
	t.Helper()
	s = strings.ToValidUTF8(s, "?")
	enum := []any{s, "x"}
	text := "name: a\nsummary: A.\nhttp: GET /x\ndescription: " + quote(s) + "\nquery:\n  a: {enum: [" + quote(s) + ", x], " + quote("k"+s) + ": 1}\n"
	out, err := Canonical("s/a.yaml", []byte(text))
	if !assert.NoError(t, err, "%q", s) {
		return false
	}
	a, err := Decode("s/a.yaml", out)
	again, err2 := Canonical("s/a.yaml", out)
	return assert.NoError(t, err, "%q in\n%s", s, out) && assert.NoError(t, err2) &&
		assert.True(t, utf8.Valid(out)) &&
		assert.Equal(t, s, a.Description) &&
		assert.Equal(t, Schema{"enum": enum, "k" + s: json.Number("1")}, a.Params[0].Schema) &&
		assert.Equal(t, string(out), string(again))
}
