package registry

import (
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// countingFS counts the files that are opened.
type countingFS struct {
	fs.FS
	opened atomic.Int32
}

func (c *countingFS) Open(name string) (fs.File, error) {
	c.opened.Add(1)
	return c.FS.Open(name)
}

// action is a small descriptor.
func action(name, more string) *fstest.MapFile {
	return file("name: " + name + "\nsummary: Do " + name + ".\nhttp: GET /" + name + "\n" + more)
}

func indexOf(t *testing.T, fsys fs.FS) string {
	t.Helper()
	index, err := BuildIndex(fsys)
	require.NoError(t, err)
	return index
}

func opened(t *testing.T, fsys fs.FS) Registry {
	t.Helper()
	r, err := Open(fsys)
	require.NoError(t, err)
	return r
}

func TestNewReadsNothing(t *testing.T) {
	files := fstest.MapFS{"s/a.yaml": action("a", ""), "s/b.yaml": action("b", "")}
	c := &countingFS{FS: files}
	r := New(c, indexOf(t, files))
	assert.Equal(t, 2, r.Len())
	assert.Equal(t, []string{"a", "b"}, r.Names())
	assert.NotEmpty(t, r.Search("do", 0))
	_, ok := r.Lookup("a")
	assert.True(t, ok)
	assert.Zero(t, c.opened.Load())
	_, err := r.Action("a")
	require.NoError(t, err)
	assert.EqualValues(t, 1, c.opened.Load(), "the one file")
}

func TestActionIsParsedOnce(t *testing.T) {
	files := fstest.MapFS{"s/a.yaml": action("a", ""), "s/b.yaml": action("b", "")}
	c := &countingFS{FS: files}
	r := New(c, indexOf(t, files))
	sandbox := r.Only("a")
	var wg sync.WaitGroup
	var got [20]*Action
	for i := range got {
		wg.Go(func() {
			from := r
			if i%2 == 0 {
				from = sandbox
			}
			got[i], _ = from.Action("a")
		})
	}
	wg.Wait()
	for _, a := range got {
		assert.Same(t, got[0], a)
	}
	assert.EqualValues(t, 1, c.opened.Load())
}

func TestBrokenFile(t *testing.T) {
	good := fstest.MapFS{"s/a.yaml": action("a", ""), "s/b.yaml": action("b", "")}
	index := indexOf(t, good)
	for _, c := range []struct {
		name string
		file *fstest.MapFile
		want string
	}{
		{"does not decode", file("name: a\nsummary: A.\nhttp: GET /a\nqurey: {}\nsafety: odd\n"), `action a: s/a.yaml:4: unknown key "qurey"; did you mean "query"?; known here: name, replaces, summary, description, deprecated, http, auth, safety, required, path, query, header, body, response, idempotency, fails_when, errors, paginate, wait (unknown-key)` + "\n" + `s/a.yaml:5: safety "odd" is not one of read, write, cost, privileged, destructive (safety)`},
		{"has another name", action("c", ""), `s/a.yaml: the index says name "a", the file says "c"; run: actionctl fmt`},
		{"is gone", nil, "action a: open s/a.yaml: file does not exist"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{"s/b.yaml": good["s/b.yaml"]}
			if c.file != nil {
				files["s/a.yaml"] = c.file
			}
			counting := &countingFS{FS: files}
			r := New(counting, index)
			a, err := r.Action("a")
			assert.Nil(t, a)
			assert.EqualError(t, err, c.want)
			_, again := r.Action("a")
			assert.Same(t, err, again, "the error is kept")
			assert.EqualValues(t, 1, counting.opened.Load())
			_, err = r.Action("b")
			assert.NoError(t, err, "the others work")
		})
	}
}

func TestZeroRegistryIsEmpty(t *testing.T) {
	var r Registry
	assert.Zero(t, r.Len())
	assert.Empty(t, r.Names())
	assert.Empty(t, r.Search("a", 0))
	assert.Zero(t, r.Only("*").Len())
	_, ok := r.Lookup("")
	assert.False(t, ok)
	files := fstest.MapFS{"s/a.yaml": action("a", "")}
	sum, err := r.With(opened(t, files))
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, sum.Names())
}

func TestOpen(t *testing.T) {
	files := fstest.MapFS{"s/a.yaml": action("a", ""), "s/b.yaml": action("b", "")}
	assert.Equal(t, []string{"a", "b"}, opened(t, files).Names(), "without an index")

	c := &countingFS{FS: fstest.MapFS{"s/a.yaml": files["s/a.yaml"], IndexFile: file(indexOf(t, files))}}
	assert.Equal(t, []string{"a", "b"}, opened(t, c).Names(), "with one it is believed")
	assert.EqualValues(t, 1, c.opened.Load())

	r, err := Open(fstest.MapFS{"s/a.yaml": file("name: a\n"), "s/b.yaml": file("nam: b\n")})
	assert.Len(t, lines(t, err), 6, "every fault of every file")
	assert.Zero(t, r.Len())

	_, err = Open(brokenFS{files})
	assert.ErrorIs(t, err, fs.ErrPermission)
}

func TestOpenRefusesABrokenIndex(t *testing.T) {
	const a, b = "a\ts\tGET\t/a\tread\t\tA.\n", "b\ts\tGET\t/b\tread\t\tB.\n"
	for _, c := range []struct{ name, index, want string }{
		{"out of order", b + a, "index.tsv:2: the line is broken or out of order; run: actionctl fmt (index)"},
		{"twice", a + a + b, "index.tsv:2: the line is broken or out of order; run: actionctl fmt (index)"},
		{"short line", a + "b\ts\n", "index.tsv:2: the line is broken or out of order; run: actionctl fmt (index)"},
		{"no name", "\ts\tGET\t/a\tread\t\tA.\n", "index.tsv:1: the line is broken or out of order; run: actionctl fmt (index)"},
		{"cut off", a + b[:len(b)-1], "index.tsv:2: the line is broken or out of order; run: actionctl fmt (index)"},
		{"conflict", "<<<<<<< HEAD\n" + a, "index.tsv:1: the line is broken or out of order; run: actionctl fmt (index)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(fstest.MapFS{IndexFile: file(c.index)})
			assert.EqualError(t, err, c.want)
		})
	}
	r, err := Open(fstest.MapFS{IndexFile: file("")})
	assert.NoError(t, err)
	assert.Zero(t, r.Len())
}

func TestBuiltinActionsDecode(t *testing.T) {
	r := builtin(t)
	for e := range r.All() {
		a, err := r.Action(e.Name)
		if assert.NoError(t, err) {
			assert.Equal(t, e, EntryOf(a))
		}
	}
}
