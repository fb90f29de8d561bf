package registry

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBisectionFindsEveryAction(t *testing.T) {
	r := builtin(t)
	n := 0
	for e := range r.All() {
		n++
		got, ok := r.Lookup(e.Name)
		require.True(t, ok, e.Name)
		assert.Equal(t, e, got)
		for _, other := range []string{e.Name[:len(e.Name)-1], e.Name + "_", e.Name + "\t", e.Name + "\n", strings.ToUpper(e.Name), e.Name[1:]} {
			if got, ok := r.Lookup(other); ok {
				assert.Equal(t, other, got.Name, "found instead")
			}
		}
	}
	assert.Equal(t, builtinCount, n)
}

func TestFindLine(t *testing.T) {
	three := "a\t1\na_b\t2\nb\t3\n"
	for _, c := range []struct {
		name, index, key, want string
		found                  bool
	}{
		{"empty index", "", "a", "", false},
		{"one line", "a\t1\n", "a", "a\t1", true},
		{"one line, before", "b\t1\n", "a", "", false},
		{"one line, after", "b\t1\n", "c", "", false},
		{"first", three, "a", "a\t1", true},
		{"middle", three, "a_b", "a_b\t2", true},
		{"last", three, "b", "b\t3", true},
		{"prefix of a name", three, "a_", "", false},
		{"longer than a name", three, "b_", "", false},
		{"no name", three, "", "", false},
		{"the whole line", three, "a\t1", "", false},
		{"last line without newline", "a\t1\nb\t2", "b", "b\t2", true},
		{"name without columns", "a\nb\n", "b", "b", true},
		{"blank lines", "\n\n\n", "a", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, ok := findLine(c.index, c.key)
			assert.Equal(t, c.want, line)
			assert.Equal(t, c.found, ok)
		})
	}
}

func TestLookupAllocatesNothing(t *testing.T) {
	r := builtin(t)
	index := r.layers[0].index
	line, _, _ := strings.Cut(index, "\n")
	for name, f := range map[string]func(){
		"badLine":   func() { _ = badLine(index) },
		"Lookup":    func() { r.Lookup("post_api_2_1_clusters_start") },
		"miss":      func() { r.Lookup("post_api_2_1_clusters_stars") },
		"parseLine": func() { _ = parseLine(line) },
		"Has":       func() { parseLine(line).Has("wait") },
	} {
		assert.Zero(t, testing.AllocsPerRun(100, f), name)
	}
}

func TestEntry(t *testing.T) {
	a := &Action{
		Name: "get_thing", Service: "things", Method: "GET", Path: "/x", Safety: Read, Summary: "Get a thing.", Deprecated: "Use it.",
		Replaces: true, Paginate: &Paginate{Send: "token"}, Wait: &Wait{},
	}
	e := EntryOf(a)
	assert.Equal(t, "get_thing\tthings\tGET\t/x\tread\tdeprecated,paginate,replaces,wait\tGet a thing.\n", e.line())
	assert.Equal(t, e, parseLine(strings.TrimSuffix(e.line(), "\n")))
	assert.Equal(t, "things/get_thing.yaml", e.File())
	for flag, want := range map[string]bool{"deprecated": true, "wait": true, "replaces": true, "paginate": true, "": false, "page": false, "wait,": false} {
		assert.Equal(t, want, e.Has(flag), flag)
	}
	a.Paginate = &Paginate{Items: "items"}
	assert.False(t, EntryOf(a).Has("paginate"), "the whole list comes in one answer")
	a.Paginate = &Paginate{Items: "items", Follow: &Follow{}}
	assert.True(t, EntryOf(a).Has("paginate"))
}

func TestBuildIndex(t *testing.T) {
	index, err := BuildIndex(builtinFiles())
	require.NoError(t, err)
	want, err := builtinFiles().(interface{ ReadFile(string) ([]byte, error) }).ReadFile(IndexFile)
	require.NoError(t, err)
	assert.Equal(t, string(want), index, "actions/index.tsv is stale; run: go generate ./actions")
	assert.Zero(t, badLine(index))

	_, err = BuildIndex(fstest.MapFS{
		"a/x.yaml": file("name: x\n"), "b/y.yaml": file("name: x\nsummary: X.\nhttp: GET /x\n"),
		"types/a.yaml": file("["), ".git/z.yaml": file("["), "readme.yaml": file("["), "a/b/c.yaml": file("["),
	})
	assert.Equal(t, []string{
		`a/x.yaml:1: key "http" is missing (missing-key)`,
		`a/x.yaml:1: key "summary" is missing (missing-key)`,
		`b/y.yaml:1: name "x" differs from the file's "y" (name)`,
		`b/y.yaml:1: name "x" is taken by a/x.yaml (name)`,
	}, lines(t, err), "of all files, and of no other files")
}
