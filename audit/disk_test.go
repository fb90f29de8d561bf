package audit

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func opened(t *testing.T, o Options) *File {
	t.Helper()
	f, err := Open(filepath.Join(t.TempDir(), "audit.jsonl"), o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func content(t *testing.T, f *File) string {
	t.Helper()
	text, err := os.ReadFile(f.path)
	require.NoError(t, err)
	return string(text)
}

// A record that is not on the disk is not in the file either: whoever was told so will
// not have made the call. The next one is tried, and once it works all is well again.
func TestAFlushThatFails(t *testing.T) {
	f := opened(t, Options{})
	require.NoError(t, f.Write(t.Context(), Record{Call: "a"}, true))
	before := content(t, f)
	broken := errors.New("the disk is gone")
	good := f.sync
	f.sync = func(*os.File) error { return &os.PathError{Op: "sync", Path: f.path, Err: broken} }
	err := f.Write(t.Context(), Record{Call: "b"}, true)
	assert.ErrorIs(t, err, broken)
	assert.EqualError(t, err, "audit file "+f.path+": the disk is gone", "the file is named once")
	assert.ErrorIs(t, f.Err(), broken)
	assert.ErrorIs(t, f.Check(), broken)
	assert.Equal(t, before, content(t, f))
	require.NoError(t, f.Write(t.Context(), Record{Call: "c"}, false), "who does not ask for the flush does not need it")
	assert.NoError(t, f.Err())
	assert.NoError(t, f.Check())

	assert.Error(t, f.Write(t.Context(), Record{Call: "d"}, true))
	f.sync = good
	assert.ErrorIs(t, f.Err(), broken)
	require.NoError(t, f.Check(), "the disk works again")
	assert.NoError(t, f.Err())
	require.NoError(t, f.Write(t.Context(), Record{Call: "e"}, true))
	files, err := os.ReadDir(filepath.Dir(f.path))
	require.NoError(t, err)
	assert.Len(t, files, 1, "a check leaves nothing behind")
	assert.NotContains(t, content(t, f), `"d"`)
}

// What is put aside is flushed first: nothing else would do it later.
func TestAFileIsFlushedBeforeItIsPutAside(t *testing.T) {
	f := opened(t, Options{MaxBytes: 1})
	flushed := 0
	f.sync = func(file *os.File) error { flushed++; return file.Sync() }
	require.NoError(t, f.Write(t.Context(), Record{Call: "a"}, false))
	require.NoError(t, f.Write(t.Context(), Record{Call: "b"}, false))
	assert.Equal(t, 1, flushed)
	f.sync = func(*os.File) error { return errors.New("no") }
	assert.Error(t, f.Write(t.Context(), Record{Call: "c"}, false))
	aside, err := asideOf(f.path)
	require.NoError(t, err)
	assert.Len(t, aside, 1)
}

// The end of a program is no reason to lose what it wrote last.
func TestCloseFlushes(t *testing.T) {
	f := opened(t, Options{})
	require.NoError(t, f.Write(t.Context(), Record{Call: "a"}, false))
	f.sync = func(*os.File) error { return errors.New("no") }
	assert.EqualError(t, f.Close(), "audit file "+f.path+": no")
}
