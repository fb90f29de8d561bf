package schema

import (
	"encoding/json"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// embeddedTypes calls f for each type that comes with the module, with what parsing
// its whole file says of it.
func embeddedTypes(t *testing.T, f func(ref string, whole Document)) {
	t.Helper()
	files, err := fs.Glob(BuiltinTypes(), "*.yaml")
	require.NoError(t, err)
	require.Len(t, files, 20)
	count := 0
	for _, file := range files {
		text, err := fs.ReadFile(BuiltinTypes(), file)
		require.NoError(t, err)
		var n yaml.Node
		require.NoError(t, yaml.Unmarshal(text, &n))
		whole, err := mappingFromYAML(n.Content[0])
		require.NoError(t, err)
		for name, doc := range whole {
			count++
			f("/types/"+strings.TrimSuffix(file, ".yaml")+"/"+name, doc.(Document))
		}
	}
	assert.Greater(t, count, 1800)
}

func TestEveryEmbeddedTypeIsFoundWhole(t *testing.T) {
	types := NewTypes(BuiltinTypes())
	embeddedTypes(t, func(ref string, whole Document) {
		got, err := types.Lookup(ref)
		if assert.NoError(t, err) {
			assert.Equal(t, whole, got, ref)
		}
	})
}

func TestLookup(t *testing.T) {
	const file = `# head
First: {type: string}
Job: {type: object}
JobCluster:
  type: object

  # a comment
# one in column 0
  required: [a]
Jo: {type: integer}
x-Job.v2_1: {type: boolean}
"quoted": {type: string}
Null: {enum: ["Job: 1"]}
Text: {description: "a

  Jo: b"}
Last:
  minimum: 1.50`
	for _, ending := range []string{"\n", "\r\n"} {
		for _, end := range []string{"", "\n", "\n\n# done\n"} {
			types := typesOf(strings.ReplaceAll(file+end, "\n", ending))
			for name, want := range map[string]string{
				"First": `{"type": "string"}`, "Job": `{"type": "object"}`, "JobCluster": `{"type": "object", "required": ["a"]}`,
				"Jo": `{"type": "integer"}`, "x-Job.v2_1": `{"type": "boolean"}`, "Null": `{"enum": ["Job: 1"]}`,
				"Text": `{"description": "a\nJo: b"}`, "Last": `{"minimum": 1.50}`,
			} {
				got, err := types.Lookup("/types/x/" + name)
				require.NoError(t, err, name)
				assert.JSONEq(t, want, asJSON(t, got))
			}
		}
	}
	last, _ := typesOf(file).Lookup("/types/x/Last")
	assert.Equal(t, json.Number("1.50"), last["minimum"], "documents are of JSON kinds")
}

// Only the type asked for is parsed, once.
func TestLookupParsesOneType(t *testing.T) {
	types := typesOf("Bad: {{{\nGood: {type: string}\nBad2: [\n")
	first, err := types.Lookup("/types/x/Good")
	require.NoError(t, err)
	second, err := types.Lookup("/types/x/Good")
	require.NoError(t, err)
	assert.True(t, same(first, second))
	_, err = types.Lookup("/types/x/Bad")
	assert.ErrorContains(t, err, "type /types/x/Bad: ")
}

func TestLookupRefuses(t *testing.T) {
	types := typesOf("A: {type: string}\nEmpty:\nList: [1]\nDate: {default: 2024-01-01}\nOctal: {default: 0o17}\nGroups: {default: 1_000}\nInf: {maximum: .inf}\n" +
		"Alias: {a: &a 1, b: *a}\nTwice: {a: 1, a: 2}\nMerge: {<<: {a: 1}}\nKey: {[a]: 1}\nBinary: {default: !!binary aGk=}\n")
	for _, ref := range []string{"/types/y/A", "/types/x/B", "/types/x/a", "/types/x/", "/types//A", "/types/x", "types/x/A", "", "/types/x/A/b", "/types/../A", "/types/./A", "/types/x/A: {type", "/types/x/A\n"} {
		_, err := types.Lookup(ref)
		assert.ErrorIs(t, err, ErrNoType, ref)
	}
	_, err := types.Lookup("/types/y/A")
	assert.ErrorContains(t, err, "no type file y.yaml")
	_, err = types.Lookup("/types/x/B")
	assert.ErrorContains(t, err, "x.yaml has no B")
	for name, says := range map[string]string{
		"Empty": "expected a mapping", "List": "expected a mapping", "Date": "quote it", "Octal": "quote it", "Groups": "quote it",
		"Inf": "no JSON form", "Alias": "aliases", "Twice": "a is there twice", "Merge": "expected a name", "Key": "expected a name", "Binary": "quote it",
	} {
		_, err := types.Lookup("/types/x/" + name)
		assert.ErrorContains(t, err, says, name)
		assert.NotErrorIs(t, err, ErrNoType)
	}
}

type brokenFS struct{ fs.FS }

func (brokenFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }

func TestLayers(t *testing.T) {
	upper := fstest.MapFS{"x.yaml": {Data: []byte("A: {const: upper}\n")}}
	lower := fstest.MapFS{"x.yaml": {Data: []byte("A: {const: lower}\nB: {const: lower}\n")}, "y.yaml": {Data: []byte("C: {const: y}\n")}}
	types := NewTypes(upper, lower)
	a, err := types.Lookup("/types/x/A")
	require.NoError(t, err)
	assert.Equal(t, Document{"const": "upper"}, a)
	b, err := types.Lookup("/types/x/B")
	require.NoError(t, err, "layers add to each other's services")
	assert.Equal(t, Document{"const": "lower"}, b)
	_, err = types.Lookup("/types/x/C")
	assert.EqualError(t, err, "no such type: /types/x/C: x.yaml has no C")
	c, err := types.Lookup("/types/y/C")
	require.NoError(t, err)
	assert.Equal(t, Document{"const": "y"}, c)
	_, err = NewTypes().Lookup("/types/x/A")
	assert.ErrorIs(t, err, ErrNoType)
	_, err = NewTypes(brokenFS{}, lower).Lookup("/types/x/A")
	assert.ErrorIs(t, err, fs.ErrPermission)
}

func TestLookupConcurrently(t *testing.T) {
	types := NewTypes(BuiltinTypes())
	var wg sync.WaitGroup
	got := make([]Document, 64)
	for i := range got {
		wg.Go(func() { got[i], _ = types.Lookup("/types/jobs/Task") })
	}
	wg.Wait()
	for _, doc := range got {
		assert.True(t, same(got[0], doc), "all get the same")
	}
}

func TestResolve(t *testing.T) {
	types := typesOf("A: {$ref: /types/x/B}\nB: {type: string}\nLoop: {$ref: /types/x/Loop}\n")
	assert.Equal(t, Document{"type": "string"}, types.Resolve(Document{"$ref": "/types/x/A"}))
	assert.Equal(t, Document{"a": 1}, types.Resolve(Document{"a": 1}))
	assert.Empty(t, types.Resolve(Document{"$ref": "/types/x/Loop"}))
	assert.Empty(t, types.Resolve(Document{"$ref": "/types/x/Missing"}))
	assert.Empty(t, types.Resolve(nil))
}

func TestChild(t *testing.T) {
	types := typesOf(`
Object: {type: object, properties: {a: {const: a}, "0": {const: zero}}, additionalProperties: false}
List: {type: array, items: {const: item}}
Map: {type: object, properties: {a: {const: a}}, additionalProperties: {const: more}}
Forms: {oneOf: [{$ref: /types/x/Object}, {$ref: /types/x/Map}]}
`)
	for _, c := range []struct {
		doc  string
		name string
		want string // "" is nothing
		ok   bool
	}{
		{"{$ref: /types/x/Object}", "a", "a", true}, {"{$ref: /types/x/Object}", "b", "", false}, {"{$ref: /types/x/Object}", "0", "zero", true},
		{"{$ref: /types/x/List}", "7", "item", true}, {"{$ref: /types/x/List}", "a", "", false},
		{"{$ref: /types/x/Map}", "a", "a", true}, {"{$ref: /types/x/Map}", "7", "more", true},
		{"{$ref: /types/x/Forms}", "a", "a", true}, {"{$ref: /types/x/Forms}", "z", "more", true},
		{"{oneOf: [{$ref: /types/x/Object}]}", "z", "", false},
		{"{}", "a", "", true}, {"{description: d}", "a", "", true}, {"{$ref: /types/x/Missing}", "a", "", true}, {"{type: string}", "a", "", false},
	} {
		got, ok := types.Child(document(t, c.doc), c.name)
		assert.Equal(t, c.ok, ok, "%s %s", c.doc, c.name)
		if c.want == "" {
			assert.Empty(t, got, "%s %s", c.doc, c.name)
		} else {
			assert.Equal(t, Document{"const": c.want}, got, "%s %s", c.doc, c.name)
		}
	}
}
