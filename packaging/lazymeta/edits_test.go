package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// repository is the root of the module.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	return root
}

func TestOnlyWhatIsListedChanges(t *testing.T) {
	from, err := find(t.Context(), repository(t))
	require.NoError(t, err)
	to := filepath.Join(t.TempDir(), copied)
	for range 2 { // again over its own copy
		require.NoError(t, copyModule(from, to))
	}
	edited := map[string]bool{}
	for _, c := range changes {
		edited[c.file] = true
	}
	files := 0
	require.NoError(t, fs.WalkDir(os.DirFS(from), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		before, err := os.ReadFile(filepath.Join(from, file))
		require.NoError(t, err)
		after, err := os.ReadFile(filepath.Join(to, file))
		require.NoError(t, err)
		if edited[file] {
			assert.True(t, strings.HasPrefix(string(after), notice), file)
		} else {
			assert.Equal(t, string(before), string(after), file)
		}
		return nil
	}))
	assert.Greater(t, files, 20)
}

func TestAnotherTextIsRefused(t *testing.T) {
	c := changed{"draft.go", "8a5cd15d8dea00c8d363cc6c355b0863dc20983b8007b2c96963861e57f38b3f", nil}
	_, err := c.apply("package jsonschema\n")
	assert.ErrorContains(t, err, "draft.go of github.com/santhosh-tekuri/jsonschema/v5 v5.3.1 has the SHA-256")
	assert.ErrorContains(t, err, "go mod verify")

	const sum = "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603" // of "ab"
	for old, times := range map[string]string{"c": "0 times", "": "3 times"} {
		_, err := changed{"x.go", sum, []edit{{old, "d"}}}.apply("ab")
		assert.ErrorContains(t, err, times)
	}
}

// A folder of somebody's own is not removed for being in the way.
func TestForeignFolderStays(t *testing.T) {
	from, err := find(t.Context(), repository(t))
	require.NoError(t, err)
	to := t.TempDir()
	own := filepath.Join(to, "draft.go")
	require.NoError(t, os.WriteFile(own, []byte("package own\n"), 0o600))
	assert.ErrorContains(t, copyModule(from, to), "no copy of an earlier run")
	assert.FileExists(t, own)
}

// What a program records of the copy is the same wherever its source is.
func TestModFileNamesThePlaceFromTheRoot(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, ".build", "lazymeta")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.mod"), []byte("module a\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.sum"), nil, 0o600))
	require.NoError(t, writeModFile(root, folder))
	text, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	require.NoError(t, err)
	assert.Equal(t, "module a\n\nreplace github.com/santhosh-tekuri/jsonschema/v5 => \"./.build/lazymeta/jsonschema\"\n", string(text))
}

func TestOneFolderIsNamed(t *testing.T) {
	assert.ErrorContains(t, run(t.Context(), nil), "the folder to write")
}
