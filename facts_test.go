package connector_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// fact is what is known of an action from elsewhere.
type fact struct {
	Name, Service, Method, Path string
	Params                      []struct {
		Name, In, Type     string
		Required, Segments bool
	}
	BodyMode string `json:"body_mode"`
	Body     *struct {
		Required bool
		Type     string
		Fields   []string
	}
	Response string
	Paginate *struct {
		Style, Items, More string
		MaxSize            int `json:"max_size"`
	}
	Wait *struct{ Poll string }
}

func readFacts[T any](t *testing.T, file string) []T {
	t.Helper()
	f, err := os.Open("testdata/facts/" + file)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	var all []T
	for dec := json.NewDecoder(f); dec.More(); {
		var one T
		require.NoError(t, dec.Decode(&one))
		all = append(all, one)
	}
	return all
}

// typeText writes a schema the way the facts do.
func typeText(doc map[string]any) string {
	if ref, ok := doc["$ref"].(string); ok {
		return ref
	}
	if items, ok := doc["items"].(map[string]any); ok {
		return "[" + typeText(items) + "]"
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok {
		return "{" + typeText(more) + "}"
	}
	if t, ok := doc["type"].(string); ok {
		return t
	}
	return "any"
}

func TestDescriptorsMatchTheFacts(t *testing.T) {
	facts := readFacts[fact](t, "actions.jsonl")
	require.Len(t, facts, 724)
	reg := connector.Builtin()
	types := schema.NewTypes(schema.BuiltinTypes())
	seen := map[string]bool{}
	for _, f := range facts {
		seen[f.Name] = true
		t.Run(f.Name, func(t *testing.T) {
			a, err := reg.Action(f.Name)
			require.NoError(t, err)
			assert.Equal(t, f.Service, a.Service)
			assert.Equal(t, f.Method, a.Method)
			assertPath(t, f.Path, a)
			assertParams(t, f, a)
			assertBody(t, f, a, types)
			if a.Response != nil && a.Response.Schema != nil {
				assert.Equal(t, f.Response, typeText(a.Response.Schema))
			} else {
				assert.Empty(t, f.Response)
			}
			assertLong(t, f, a)
		})
	}
	for _, name := range reg.Names() {
		assert.True(t, seen[name], "%s is no known action", name)
	}
}

// assertPath compares paths but for the names of their variables: facts and
// parameters spell some differently.
func assertPath(t *testing.T, want string, a *registry.Action) {
	t.Helper()
	variable := regexp.MustCompile(`\{[^}]*\}`)
	assert.Equal(t, variable.ReplaceAllString(want, "{}"), variable.ReplaceAllString(a.Path, "{}"))
}

func assertParams(t *testing.T, f fact, a *registry.Action) {
	t.Helper()
	assert.Len(t, a.Params, len(f.Params))
	for _, want := range f.Params {
		p, ok := a.Param(want.Name)
		require.True(t, ok, "parameter %s is missing", want.Name)
		assert.Equal(t, want.In, string(p.In), want.Name)
		assert.Equal(t, want.Required, p.Required, want.Name)
		assert.Equal(t, want.Type, typeText(p.Schema), want.Name)
		assert.Equal(t, want.Segments, p.Segments(), want.Name)
	}
}

func assertBody(t *testing.T, f fact, a *registry.Action, types *schema.Types) {
	t.Helper()
	switch f.BodyMode {
	case "":
		assert.Nil(t, a.Body)
	case "none":
		assert.Nil(t, a.Body, "nothing is sent")
	case "raw bytes":
		assert.Equal(t, &registry.Body{Required: true, Content: "application/octet-stream"}, a.Body)
	case "empty object":
		require.NotNil(t, a.Body)
		assert.False(t, a.Body.Required)
		assert.Empty(t, a.Body.Schema["properties"])
	default:
		require.NotNil(t, a.Body)
		assert.Equal(t, f.Body.Type, typeText(a.Body.Schema))
		properties, fixed := types.Resolve(schema.Document(a.Body.Schema))["properties"].(map[string]any)
		// a body that has nothing to say need not be given: {} is sent
		assert.Equal(t, f.Body.Required && (!fixed || len(properties) > 0), a.Body.Required)
		for _, name := range f.Body.Fields {
			assert.Contains(t, properties, name, "body field")
		}
	}
}

func assertLong(t *testing.T, f fact, a *registry.Action) {
	t.Helper()
	assert.Equal(t, f.Paginate != nil, a.Paginate != nil, "paginate")
	if f.Paginate != nil && a.Paginate != nil {
		assert.Equal(t, f.Paginate.Items, a.Paginate.Items)
		assert.Equal(t, f.Paginate.More, a.Paginate.More)
		assert.Equal(t, f.Paginate.MaxSize, a.Paginate.MaxLimit)
		follows := a.Paginate.Send != ""
		assert.Equal(t, f.Paginate.Style != "single", follows, "whether pages follow")
	}
	assert.Equal(t, f.Wait != nil, a.Wait != nil, "wait")
	if f.Wait != nil && a.Wait != nil {
		assert.Equal(t, f.Wait.Poll, a.Wait.Poll)
	}
}

func TestTypesMatchTheFacts(t *testing.T) {
	type typeFact struct {
		Type, Is string
		Values   []string
		Fields   map[string]string
		Required []string
	}
	types := schema.NewTypes(schema.BuiltinTypes())
	facts := readFacts[typeFact](t, "types.jsonl")
	require.Greater(t, len(facts), 1800)
	for _, f := range facts {
		doc, err := types.Lookup(f.Type)
		require.NoError(t, err)
		if f.Is != "" {
			assert.Equal(t, f.Is, typeText(doc), f.Type)
			continue
		}
		var values, required []string
		for _, v := range anyList(doc["enum"]) {
			values = append(values, v.(string))
		}
		for _, v := range anyList(doc["required"]) {
			required = append(required, v.(string))
		}
		slices.Sort(required)
		assert.Len(t, values, len(f.Values), f.Type)
		assert.ElementsMatch(t, f.Values, values, f.Type)
		assert.ElementsMatch(t, f.Required, required, f.Type)
		fields := map[string]string{}
		properties, _ := doc["properties"].(map[string]any)
		for name, p := range properties {
			fields[name] = typeText(p.(map[string]any))
		}
		assert.True(t, maps.Equal(f.Fields, fields), "%s: fields differ: want %v, have %v", f.Type, f.Fields, fields)
	}
}

func anyList(v any) []any {
	list, _ := v.([]any)
	return list
}

// Facts carry over, sentences do not: none of ours has the words of the reference.
func TestSentencesAreOurOwn(t *testing.T) {
	reference := map[string]bool{}
	f, err := os.Open("testdata/facts/reference_sentences.txt")
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		reference[lines.Text()] = true
	}
	require.Greater(t, len(reference), 1000)
	word := regexp.MustCompile(`[a-z0-9_]+`)
	end := regexp.MustCompile(`[.!?]\s+`)
	fingerprint := func(sentence string) string {
		sum := sha256.Sum256([]byte(strings.Join(word.FindAllString(strings.ToLower(sentence), -1), " ")))
		return hex.EncodeToString(sum[:])[:16]
	}
	for e := range connector.Builtin().All() {
		a, err := connector.Builtin().Action(e.Name)
		require.NoError(t, err)
		for _, text := range []string{a.Summary, a.Description, a.Deprecated} {
			for _, sentence := range end.Split(text, -1) {
				assert.False(t, reference[fingerprint(sentence)], "%s: %q", e.Name, sentence)
			}
		}
	}
}
