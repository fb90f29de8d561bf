package schema

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The traps of jsonschema v5: what it panics on, refuses or does quietly, and what
// becomes of it here.

func TestNumbersTheLibraryPanicsOn(t *testing.T) {
	for name, v := range map[string]any{
		"NaN": math.NaN(), "Inf": math.Inf(1), "-Inf": math.Inf(-1),
		"huge exponent":      json.Number("1e10000000"),
		"slow exponent":      json.Number("1e1000000"),
		"negative exponent":  json.Number("1e-1000000"),
		"too many digits":    json.Number(strings.Repeat("9", maxDigits+1)),
		"malformed":          json.Number("1.2.3"),
		"empty":              json.Number(""),
		"word":               json.Number("NaN"),
		"hexadecimal":        json.Number("0x10"),
		"leading zero":       json.Number("01"),
		"leading plus":       json.Number("+1"),
		"fraction":           json.Number("1/2"),
		"exponent half done": json.Number("1e"),
	} {
		t.Run(name, func(t *testing.T) {
			_, found := Normalize(map[string]any{"a/b": []any{v}})
			require.Len(t, found, 1)
			assert.Equal(t, "/a~1b/0", found[0].Pointer)
			assert.Equal(t, RuleValue, found[0].Rule)

			// Even past Normalize it is an error or a verdict, not a panic.
			c := NewChecker(typesOf(""))
			doc := document(t, "{type: integer, minimum: 3}")
			assert.NotPanics(t, func() { _, _ = c.Check(name, func() Document { return doc }, v, Strict) })
		})
	}
}

func TestKindsTheLibraryRefuses(t *testing.T) {
	type name string
	at := time.Date(2026, 1, 31, 10, 0, 0, 0, time.FixedZone("", 3600))
	value := map[string]any{
		"strings": []string{"a"}, "map": map[string]string{"k": "v"}, "named": name("n"),
		"struct": struct {
			A int `json:"a"`
		}{1},
		"time": at, "any": map[any]any{"k": 1}, "int16": int16(5), "uint16": uint16(6),
	}
	doc := `
type: object
properties:
  strings: {type: array, items: {type: string}}
  map: {type: object, additionalProperties: {type: string}}
  named: {type: string, enum: [n]}
  struct: {type: object, properties: {a: {type: integer}}, additionalProperties: false}
  time: {type: string, format: date-time}
  any: {type: object, additionalProperties: {type: integer}}
  int16: {type: integer, maximum: 5}
  uint16: {type: integer, maximum: 6}
additionalProperties: false`
	assert.Empty(t, problems(t, "", doc, value, Strict))

	// What did not come through Normalize is an error, not a verdict.
	c := NewChecker(typesOf(""))
	d := document(t, doc)
	found, err := c.Check("x", func() Document { return d }, value, Strict)
	assert.Error(t, err)
	assert.Nil(t, found)
}

func TestProblemsAreAllThereInOneOrder(t *testing.T) {
	doc := "{type: object, properties: {}, additionalProperties: {type: integer, maximum: 3}}"
	value := map[string]any{}
	for i := range 20 {
		value[fmt.Sprint("k", i)] = "no"
	}
	first := problems(t, "", doc, value, Strict)
	require.Len(t, first, 20)
	for range 50 {
		require.Equal(t, first, problems(t, "", doc, value, Strict))
	}
}

func TestNothingIsEverRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "schema.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"type": "string"}`), 0o600))
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		fmt.Fprint(w, `{"type": "string"}`)
	}))
	defer server.Close()
	for _, ref := range []string{
		"file://" + file, file, server.URL, strings.Replace(server.URL, "http:", "", 1),
		"//host/types/x/A", "action://host/types/x/A", "urn:x:A", "schema.json",
	} {
		for _, mode := range []Mode{Strict, AllowUnknown} {
			c := NewChecker(typesOf("A: {type: string}\n"))
			_, err := c.Check("d", func() Document { return Document{"$ref": ref} }, "text", mode)
			require.ErrorIs(t, err, ErrNoType, ref)
		}
	}
	for _, meta := range []string{"file://" + file, server.URL} {
		err := NewChecker(typesOf("")).Compile("d", Document{"$schema": meta})
		require.ErrorIs(t, err, ErrNoType, meta)
	}
	assert.Zero(t, asked.Load())
}

func TestFormatIsAssertedWhateverTheSchemaSays(t *testing.T) {
	for _, meta := range []string{"", "https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"} {
		doc := Document{"type": "string", "format": "google-duration"}
		if meta != "" {
			doc["$schema"] = meta
		}
		c := NewChecker(typesOf(""))
		found, err := c.Check("d", func() Document { return doc }, "3 seconds", Strict)
		require.NoError(t, err)
		assert.Len(t, found, 1, meta)
	}
}

// Only annotations may stand beside $ref; of those, x-sensitive counts.
func TestBesideRef(t *testing.T) {
	types := "A: {type: string}\n"
	assert.Empty(t, problems(t, types, "{$ref: /types/x/A, maxLength: 1, description: D.}", "long", Strict))
	found := problems(t, types, "{$ref: /types/x/A, x-sensitive: true}", 7, Strict)
	assert.Equal(t, []string{"/: expected a string, found a number"}, said(found))
}

func TestOneNumberManySpellings(t *testing.T) {
	for _, v := range []any{
		1000, int8(100), uint64(7), 1e3, 1.0, math.Copysign(0, -1), json.Number("1e3"), json.Number("1.0"), json.Number("10e-1"),
		json.Number("1e18"), json.Number("9223372036854775807"), "9223372036854775807", "-9223372036854775808", "0",
		float64(1 << 53), -float64(1 << 53),
	} {
		assert.Empty(t, problems(t, "", "{type: integer}", v, Strict), "%T %v", v, v)
	}
	for _, v := range []any{
		1.5, json.Number("1.5"), json.Number("1e19"), json.Number("9223372036854775808"), uint64(math.MaxUint64),
		"9223372036854775808", "1.0", "1e3", "+1", " 1", "1 ", "", "0x1", "1_0", "one", strings.Repeat("0", 30),
		float64(1<<53) + 2, 1e300, true, nil, []any{1}, map[string]any{},
	} {
		assert.Len(t, problems(t, "", "{type: integer}", v, Strict), 1, "%T %v", v, v)
	}
}

func TestNullsStandForNotThere(t *testing.T) {
	doc := `
type: object
required: [r]
properties: {objects: {type: array, items: {type: object, required: [a], properties: {a: {type: integer}, b: {type: integer}}}}, r: {type: string}, o: {type: string}, l: {type: array, items: {type: string}}, m: {type: object, additionalProperties: {type: string}}}
additionalProperties: false`
	objects := []any{map[string]any{"a": 1}, map[string]any{"a": 1, "b": nil}}
	value := map[string]any{"objects": objects, "r": "x", "o": nil, "l": nil, "m": map[string]any{"k": nil}}
	assert.Empty(t, problems(t, "", doc, value, Strict))
	assert.Contains(t, value, "o", "what is sent is not changed")
	assert.Contains(t, value["m"], "k")
	assert.Contains(t, objects[1], "b")

	var typedNil map[string]string
	found := problems(t, "", doc, map[string]any{"r": typedNil, "l": []any{nil, "a"}}, Strict)
	assert.Equal(t, []string{
		"/l/0: expected a string, found null",
		"/r: is required and cannot be null; expected a string",
	}, said(found))
	assert.Len(t, problems(t, "", doc, nil, Strict), 1)
}

// Go slices that are nil become null in JSON, which the metaschema refuses.
func TestNilSlicesInDocuments(t *testing.T) {
	c := NewChecker(typesOf(""))
	assert.NoError(t, c.Compile("required", Document{"type": "object", "required": []any(nil)}))
	assert.Error(t, c.Compile("enum", Document{"enum": []any(nil)}))
}

func TestDocumentsThatCannotBeCompiled(t *testing.T) {
	for name, doc := range map[string]Document{
		"kind":           {"type": "strnig"},
		"pattern":        {"pattern": "(?=a)"},
		"NaN":            {"minimum": math.NaN()},
		"no JSON":        {"enum": []any{func() {}}},
		"loop":           {"$ref": "#"},
		"missing":        {"$ref": "/types/x/Missing"},
		"types":          {"$ref": "/types/x"},
		"itself":         {"$ref": "/types/x/Itself"},
		"huge number":    {"minLength": json.Number("1e10000000")},
		"ref of no text": {"$ref": 5},
	} {
		c := NewChecker(typesOf("Itself: {$ref: /types/x/Itself}\n"))
		err := c.Compile(name, doc)
		assert.ErrorContains(t, err, "schema of "+name+": ", name)
		_, again := c.Check(name, func() Document { return doc }, 1, Strict)
		assert.Equal(t, err, again, "the answer stays")
	}
}

// A type that cannot be compiled stays an error for every document that refers to
// it: the library would hand out what it had half done.
func TestBrokenTypesStayBroken(t *testing.T) {
	c := NewChecker(typesOf("A: {type: object, properties: {b: {$ref: /types/x/Missing}, c: {type: string}}}\n"))
	doc := func() Document { return Document{"$ref": "/types/x/A"} }
	for _, mode := range []Mode{Strict, AllowUnknown} {
		for _, name := range []string{"first", "second", "third"} {
			_, err := c.Check(name, doc, map[string]any{"b": 1}, mode)
			require.ErrorIs(t, err, ErrNoType, name)
		}
	}
}

func TestNamesOfDocuments(t *testing.T) {
	c := NewChecker(typesOf("A: {type: string}\n"))
	for _, name := range []string{
		"get_api_2_0_x", "answer of get", "a/b", "..", ".", "", "../types/x/A", "#", "a#b", "%", "%2F", "?q", "é", "a:b",
		"*", "http://host", "\x00", "//", `"`,
	} {
		doc := document(t, "{type: object, properties: {a: {$ref: /types/x/A}, b: {type: string}}}")
		found, err := c.Check(name, func() Document { return doc }, map[string]any{"a": 1, "b": 2}, Strict)
		require.NoError(t, err, name)
		assert.Equal(t, []string{"/a: expected a string, found a number", "/b: expected a string, found a number"}, said(found), name)
	}
}

func TestConcurrentUse(t *testing.T) {
	types := NewTypes(BuiltinTypes())
	c := NewChecker(types)
	refs := []string{"jobs/Task", "jobs/JobCluster", "compute/ClusterSpec", "sql/QueryFilter", "iam/User", "jobs/BaseJob"}
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			for j := range refs {
				ref := refs[(i+j)%len(refs)]
				mode := []Mode{Strict, AllowUnknown}[(i+j)%2]
				doc := func() Document { return Document{"$ref": "/types/" + ref} }
				found, err := c.Check(ref, doc, map[string]any{"odd": i}, mode)
				assert.NoError(t, err)
				if mode == Strict {
					assert.NotEmpty(t, found, ref)
				}
				types.Redact(doc(), types.Example(doc(), "x", true))
			}
		})
	}
	wg.Wait()
}

func TestOffChecksNothing(t *testing.T) {
	found, err := NewChecker(typesOf("")).Check("d", nil, math.NaN(), Off)
	assert.NoError(t, err)
	assert.Nil(t, found)
}
