package registry

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const thing = `name: get_thing
summary: Get a thing.
http: GET /api/things/{id}
path:
  id: {type: string}
`

// lines are the problems of an error, one a line.
func lines(t *testing.T, err error) []string {
	t.Helper()
	var problems Problems
	require.ErrorAs(t, err, &problems)
	return strings.Split(problems.Error(), "\n")
}

func TestDecodeSyntax(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "s/a.yaml: the file is empty (syntax)"},
		{"only a comment", "# nothing\n", "s/a.yaml: the file is empty (syntax)"},
		{"a text", "hello\n", "s/a.yaml:1: expected a mapping of keys to values (syntax)"},
		{"a list", "- name: a\n", "s/a.yaml:1: expected a mapping of keys to values (syntax)"},
		{"broken", "name: a\n b: 2\n", "s/a.yaml:2: mapping values are not allowed in this context (syntax)"},
		{"tab", "query:\n\ta: {}\n", "s/a.yaml:2: found character that cannot start any token (syntax)"},
		{"huge", "summary: " + strings.Repeat("x", maxFile) + "\n", "s/a.yaml: file has 4194314 bytes; the limit is 4194304 (syntax)"},
		{"deep", "query: " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "s/a.yaml:1: values are nested more than 100 deep (syntax)"},
		{"unknown anchor", "name: *a\n", "s/a.yaml: unknown anchor 'a' referenced (syntax)"},
		{"not UTF-8", "name: \xff\xfe\n", "s/a.yaml: invalid leading UTF-8 octet (syntax)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Decode("s/a.yaml", []byte(c.text))
			assert.Equal(t, []string{c.want}, lines(t, err))
			assert.Equal(t, "s", a.Service, "what was readable comes back")
		})
	}
}

// TestDecodeProblems adds one fault to a good descriptor of five lines.
func TestDecodeProblems(t *testing.T) {
	for _, c := range []struct{ name, add, want string }{
		{"unknown key", "qurey: {}", `6: unknown key "qurey"; did you mean "query"?; known here: name, replaces, summary, description, deprecated, http, auth, safety, required, path, query, header, body, response, idempotency, fails_when, errors, paginate, wait (unknown-key)`},
		{"unknown key below", "wait: {pol: x}", `6: unknown key "pol"; did you mean "poll"?; known here: poll, with, state, each, success, failure, stale, success_when, not_found, result, message, code, timeout, abort, parts (unknown-key)`},
		{"unknown key with nothing near", "follow: {zebra: x}", `6: unknown key "follow"; known here: name, replaces, summary, description, deprecated, http, auth, safety, required, path, query, header, body, response, idempotency, fails_when, errors, paginate, wait (unknown-key)`},
		{"duplicate key", "summary: Again.", `6: key "summary" stands here twice (duplicate-key)`},
		{"duplicate parameter", "query: {a: {}, a: {}}", `6: key "a" stands here twice (duplicate-key)`},
		{"duplicate keyword", "query: {a: {type: string, type: integer}}", `6: key "type" stands here twice (duplicate-key)`},
		{"parameter in two places", "query:\n  id: {}", `7: parameter id stands in path and in query (duplicate-key)`},
		{"integer key", "query: {1: {}}", `6: key "1" is an integer, not a string; put it in quotes (kind)`},
		{"boolean key", "query: {true: {}}", `6: key "true" is a boolean, not a string; put it in quotes (kind)`},
		{"null key", "query: {~: {}}", `6: key "~" is null, not a string; put it in quotes (kind)`},
		{"list as key", "query: {[a]: {}}", `6: key "" is a list, not a string; put it in quotes (kind)`},
		{"merge key", "query:\n  <<: {a: {}}", `7: key "<<" is a merge, not a string; put it in quotes (kind)`},
		{"date", "query: {a: {default: 2024-01-01}}", `6: 2024-01-01 reads as a date; put it in quotes (kind)`},
		{"octal", "query: {a: {default: 0o17}}", `6: integer 0o17: write it in plain decimal digits, or quote it if it is text (kind)`},
		{"old octal", "query: {a: {default: 017}}", `6: integer 017: write it in plain decimal digits, or quote it if it is text (kind)`},
		{"hexadecimal", "query: {a: {default: 0xff}}", `6: integer 0xff: write it in plain decimal digits, or quote it if it is text (kind)`},
		{"underscore", "query: {a: {default: 1_000}}", `6: integer 1_000: write it in plain decimal digits, or quote it if it is text (kind)`},
		{"plus", "query: {a: {default: +5}}", `6: integer +5: write it in plain decimal digits, or quote it if it is text (kind)`},
		{"infinity", "query: {a: {default: .inf}}", `6: number .inf has no JSON form; write it in plain decimal digits, or quote it if it is text (kind)`},
		{"not a number", "query: {a: {default: .nan}}", `6: number .nan has no JSON form; write it in plain decimal digits, or quote it if it is text (kind)`},
		{"bare point", "query: {a: {default: 1.}}", `6: number 1. has no JSON form; write it in plain decimal digits, or quote it if it is text (kind)`},
		{"yes", "query: {a: {default: yes}}", `6: yes is a boolean to some readers and a text to others; write true or false, or put it in quotes (kind)`},
		{"off in a list", "query: {a: {enum: [Off]}}", `6: Off is a boolean to some readers and a text to others; write true or false, or put it in quotes (kind)`},
		{"capital boolean", "query: {a: {default: True}}", `6: write true or false, not True (kind)`},
		{"yes for a boolean", "replaces: yes", `6: expected a boolean, found a string (kind)`},
		{"anchor", "query: {a: &x {type: string}}", `6: anchors and aliases are not part of the format; write the value out (alias)`},
		{"tag", "query: {a: {default: !!str 5}}", `6: tag !!str is not part of the format (kind)`},
		{"own tag on a mapping", "query: !x {a: {}}", `6: tag !x is not part of the format (kind)`},
		{"binary", "query: {a: {default: !!binary aGk=}}", `6: tag !!binary is not part of the format (kind)`},
		{"second document", "---\nname: b", `6: a file holds one document; remove the second (syntax)`},
		{"broken second document", "---\nname: b\n c: d", `8: mapping values are not allowed in this context (syntax)`},
		{"integer for a text", "description: 5", `6: expected a string, found an integer; put it in quotes (kind)`},
		{"date for a text", "description: 2024-01-01", `6: expected a string, found a timestamp; put it in quotes (kind)`},
		{"null for a text", "description:", `6: expected a string, found null; put it in quotes (kind)`},
		{"mapping for a text", "description: {a: b}", `6: expected a string, found a mapping (kind)`},
		{"text for a mapping", "query: a", `6: expected a mapping, found a string (kind)`},
		{"text for a list", "required: a", `6: expected a list, found a string (kind)`},
		{"number in a list", "required: [1.5]", `6: expected a string, found a number; put it in quotes (kind)`},
		{"text for an integer", "paginate: {max_limit: many}", `6: expected an integer, found a string (kind)`},
		{"integer out of range", "paginate: {max_limit: 99999999999999999999}", `6: expected an integer, found a number (kind)`},
		{"text for a schema", "query:\n  a: string", `7: expected a schema, found a string (kind)`},
		{"text for values", "response: {alternatives: [{when: x}]}", `6: expected a mapping, found a string (kind)`},
		{"number as a state", "wait: {success: [1]}", `6: expected a string or a boolean, found an integer (kind)`},
		{"auth", "auth: basic", `6: the only value is none, found "basic"; leave the key out otherwise (auth)`},
		{"auth that is no text", "auth: true", `6: the only value is none, found "true"; leave the key out otherwise (auth)`},
		{"safety", "safety: harmless", `6: safety "harmless" is not one of read, write, cost, privileged, destructive (safety)`},
		{"empty safety", `safety: ""`, `6: safety "" is not one of read, write, cost, privileged, destructive (safety)`},
		{"required names nothing", "required: [a]", `6: required names "a", which is no query or header parameter (required)`},
		{"required names a path parameter", "required:\n- id", `7: required names the path parameter id; path parameters always are, leave it out (required)`},
		{"JSON body without schema", "body: {required: true}", `6: a JSON body has a schema, a body of another content has none (body)`},
		{"bytes with schema", "body: {content: text/csv, schema: {}}", `6: a JSON body has a schema, a body of another content has none (body)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode("s/a.yaml", []byte(thing+c.add+"\n"))
			assert.Equal(t, []string{"s/a.yaml:" + c.want}, lines(t, err))
		})
	}
}

func TestDecodeHTTP(t *testing.T) {
	for _, c := range []struct{ name, http, want string }{
		{"no method", "/api/x", `expected METHOD /path, such as GET /api/2.0/things/{id}; found "/api/x"`},
		{"no path", "GET", `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET"`},
		{"relative", "GET api/x", `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET api/x"`},
		{"two spaces", "GET  /api/x", `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET  /api/x"`},
		{"space in path", "GET /api/x y", `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET /api/x y"`},
		{"query", "GET '/api/x?a=b'", `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET '/api/x?a=b'"`},
		{"fragment", `"GET /api/x#a"`, `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET /api/x#a"`},
		{"line break", `"GET /api/x\ny"`, `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET /api/x\ny"`},
		{"open brace", `"GET /api/{x"`, `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET /api/{x"`},
		{"empty braces", `"GET /api/{}"`, `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET /api/{}"`},
		{"nested braces", `"GET /api/{a{b}}"`, `expected METHOD /path, such as GET /api/2.0/things/{id}; found "GET /api/{a{b}}"`},
		{"method", "FETCH /api/x", `method "FETCH" is not one of GET, HEAD, POST, PUT, PATCH, DELETE`},
		{"lower-case method", "get /api/x", `method "get" is not one of GET, HEAD, POST, PUT, PATCH, DELETE`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode("s/a.yaml", []byte("name: a\nsummary: A.\nhttp: "+c.http+"\n"))
			assert.Equal(t, []string{"s/a.yaml:3: " + c.want + " (http)"}, lines(t, err))
		})
	}
	_, err := Decode("s/a.yaml", []byte("name: a\nsummary: A.\nhttp: [GET, /x]\n"))
	assert.Equal(t, []string{"s/a.yaml:3: expected METHOD /path, found a list (kind)"}, lines(t, err))
}

func TestDecodeReportsEverythingAtOnce(t *testing.T) {
	_, err := Decode("s/a.yaml", []byte(`name: [a]
qurey: {}
query:
  a: {default: 0o17}
  b: &b {default: 2024-01-01}
  c: *b
required: [a, d]
safety: risky
`))
	assert.Equal(t, []string{
		`s/a.yaml:1: expected a string, found a list (kind)`,
		`s/a.yaml:1: key "http" is missing (missing-key)`,
		`s/a.yaml:1: key "summary" is missing (missing-key)`,
		`s/a.yaml:2: unknown key "qurey"; did you mean "query"?; known here: name, replaces, summary, description, deprecated, http, auth, safety, required, path, query, header, body, response, idempotency, fails_when, errors, paginate, wait (unknown-key)`,
		`s/a.yaml:4: integer 0o17: write it in plain decimal digits, or quote it if it is text (kind)`,
		`s/a.yaml:5: 2024-01-01 reads as a date; put it in quotes (kind)`,
		`s/a.yaml:5: anchors and aliases are not part of the format; write the value out (alias)`,
		`s/a.yaml:6: anchors and aliases are not part of the format; write the value out (alias)`,
		`s/a.yaml:7: required names "d", which is no query or header parameter (required)`,
		`s/a.yaml:8: safety "risky" is not one of read, write, cost, privileged, destructive (safety)`,
	}, lines(t, err))
}

func TestDecodeKeepsTheIndexToLines(t *testing.T) {
	_, err := Decode("s/a.yaml", []byte("name: \"a\\tb\"\nsummary: \"A.\\nB.\"\nhttp: GET /x\n"))
	assert.Equal(t, []string{
		"s/a.yaml:1: the text holds a line break, a tab or another control character (one-line)",
		"s/a.yaml:2: the text holds a line break, a tab or another control character (one-line)",
	}, lines(t, err))
}

func TestProblemsAsErrors(t *testing.T) {
	assert.NoError(t, Problems(nil).err())
	assert.NoError(t, Problems{}.err())
	ps := Problems{{"b", 1, "r", "m"}, {"a", 2, "r", "m"}, {"a", 1, "r", "n"}, {"a", 1, "r", "m"}, {"b", 1, "r", "m"}}
	assert.EqualError(t, ps.err(), "a:1: m (r)\na:1: n (r)\na:2: m (r)\nb:1: m (r)", "sorted, each once")
	assert.NotErrorIs(t, ps.err(), ErrUnknownAction)
}
