package world

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

var update = flag.Bool("update", false, "write the tables anew")

var builtinActions = registry.New(actions.Files, actions.Index)

func derived(t testing.TB) Families {
	t.Helper()
	var all []*registry.Action
	for e := range builtinActions.All() {
		a, err := builtinActions.Action(e.Name)
		require.NoError(t, err)
		all = append(all, a)
	}
	f, err := withAdditions(all, schema.NewTypes(schema.BuiltinTypes()))
	require.NoError(t, err)
	return f
}

// The tables are what the descriptors and the additions give.
func TestTables(t *testing.T) {
	f := derived(t)
	var parts, kinds strings.Builder
	for _, name := range sorted(f.Parts) {
		parts.WriteString(f.Parts[name].line())
	}
	for _, name := range sorted(f.Kinds) {
		kinds.WriteString(f.Kinds[name].line())
	}
	if *update {
		require.NoError(t, os.WriteFile("families.tsv", []byte(parts.String()), 0o644))
		require.NoError(t, os.WriteFile("kinds.tsv", []byte(kinds.String()), 0o644))
		return
	}
	assert.Equal(t, parts.String(), familyLines, "run: go generate ./sandbox/world")
	assert.Equal(t, kinds.String(), kindLines, "run: go generate ./sandbox/world")
}

// Every action has its line, every line can be read, and what it names is there.
func TestTablesAreWhole(t *testing.T) {
	f := builtin()
	require.Len(t, f.Parts, 724)
	for name, p := range f.Parts {
		a, err := builtinActions.Action(name)
		require.NoError(t, err)
		strict(t, name, p.Words, new(PartWords))
		if p.Role == None {
			continue
		}
		kind, ok := f.Kinds[p.Collection]
		require.True(t, ok, "%s: no collection %s", name, p.Collection)
		assert.LessOrEqual(t, len(p.Key), len(kind.Key), name)
		for _, path := range p.Key {
			for _, way := range strings.Split(path, "|") {
				assert.True(t, hasParam(a, way), "%s has no parameter %s", name, way)
			}
		}
		for collection := range p.words().Need {
			assert.Contains(t, f.Kinds, collection, name)
		}
	}
	for name, k := range f.Kinds {
		strict(t, name, k.Words, new(KindWords))
		_, err := builtinActions.Action(k.Type)
		require.NoError(t, err, name)
		if parent := k.words().Parent; parent != "" {
			assert.Contains(t, f.Kinds, parent, name)
		}
	}
}

func strict(t *testing.T, name, words string, into any) {
	t.Helper()
	if words == "" {
		return
	}
	dec := json.NewDecoder(strings.NewReader(words))
	dec.DisallowUnknownFields()
	assert.NoError(t, dec.Decode(into), name)
}

func hasParam(a *registry.Action, path string) bool {
	if path == "" {
		return true
	}
	types := schema.NewTypes(schema.BuiltinTypes())
	doc := schema.Document(a.ParamsSchema())
	for _, step := range steps(path) {
		next, ok := types.Child(doc, step)
		if !ok {
			return false
		}
		doc = next
	}
	return true
}

// The work that a wait follows goes on in the collection that the poll shows.
func TestWaitsArePolledInTheirCollection(t *testing.T) {
	f, n := builtin(), 0
	for e := range builtinActions.All() {
		a, err := builtinActions.Action(e.Name)
		require.NoError(t, err)
		if a.Wait == nil {
			continue
		}
		n++
		assert.Equal(t, f.Parts[a.Wait.Poll].Collection, f.Parts[a.Name].Collection, a.Name)
		assert.Equal(t, Get, f.Parts[a.Wait.Poll].Role, a.Wait.Poll)
	}
	assert.Equal(t, 54, n)
}
