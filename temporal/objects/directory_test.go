package objects

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestDirectoryLeavesNothingHalf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "with space", "and%41")
	d, err := NewDirectory(path)
	require.NoError(t, err)
	_, err = d.Put(t.Context(), "x", io.MultiReader(strings.NewReader("half"), iotest.ErrReader(errors.New("broke"))), "")
	require.Error(t, err)
	assert.Empty(t, names(t, path))
	o := put(t, d, "x", "hello")
	assert.Equal(t, []string{filepath.Base(o.URI)}, names(t, path))
	info, err := os.Stat(filepath.Join(path, filepath.Base(o.URI)))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	text, err := readFrom(t, d, o, 0)
	require.NoError(t, err)
	assert.Equal(t, "hello", text)
}

// Whoever can write into the folder cannot make a worker read other files.
func TestDirectoryFollowsNoLinks(t *testing.T) {
	path := t.TempDir()
	d, err := NewDirectory(path)
	require.NoError(t, err)
	secret := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(secret, []byte("hello"), 0o600))
	o := put(t, d, "x", "hello")
	file := filepath.Join(path, filepath.Base(o.URI))
	require.NoError(t, os.Remove(file))
	require.NoError(t, os.Symlink(secret, file))
	_, err = d.Open(t.Context(), o, 0)
	assert.ErrorIs(t, err, ErrForeign)
	require.NoError(t, os.Remove(file))
	require.NoError(t, os.Mkdir(file, 0o700))
	_, err = d.Open(t.Context(), o, 0)
	assert.ErrorIs(t, err, ErrForeign)
}

// Two workers with one folder read what the other one stored; with two they say so.
func TestDirectoriesOfTwoWorkers(t *testing.T) {
	path := t.TempDir()
	one, err := NewDirectory(path)
	require.NoError(t, err)
	two, err := NewDirectory(path + "/")
	require.NoError(t, err)
	o := put(t, one, "x", "hello")
	text, err := readFrom(t, two, o, 0)
	require.NoError(t, err)
	assert.Equal(t, "hello", text)
	other, err := NewDirectory(t.TempDir())
	require.NoError(t, err)
	_, err = other.Open(t.Context(), o, 0)
	assert.ErrorIs(t, err, ErrForeign)
	require.NoError(t, os.Remove(filepath.Join(path, filepath.Base(o.URI))))
	_, err = two.Open(t.Context(), o, 0)
	assert.ErrorIs(t, err, ErrGone)
	assert.ErrorContains(t, err, "all workers need the same one")
}

func TestDirectoryThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := NewDirectory(filepath.Join(file, "below"))
	assert.ErrorContains(t, err, "objects:")
	path := filepath.Join(t.TempDir(), "d")
	d, err := NewDirectory(path)
	require.NoError(t, err)
	require.NoError(t, os.Remove(path))
	_, err = d.Put(t.Context(), "x", strings.NewReader("hello"), "")
	assert.ErrorIs(t, err, os.ErrNotExist)
}
