package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func archive(t *testing.T, names ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.zip")
	f, err := os.Create(file)
	require.NoError(t, err)
	z := zip.NewWriter(f)
	for _, name := range names {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(name))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())
	return file
}

func TestUnpack(t *testing.T) {
	to := t.TempDir()
	require.NoError(t, unpack(archive(t, "m@v1/main.go", "m@v1/in/a.go"), "m@v1/", to))
	text, err := os.ReadFile(filepath.Join(to, "in", "a.go"))
	require.NoError(t, err)
	assert.Equal(t, "m@v1/in/a.go", string(text))
}

func TestUnpackStaysInItsFolder(t *testing.T) {
	for _, name := range []string{"other/main.go", "m@v1/../../out.go", "m@v1//etc/a"} {
		to := t.TempDir()
		assert.ErrorContains(t, unpack(archive(t, name), "m@v1/", to), "does not belong", name)
		left, err := os.ReadDir(to)
		require.NoError(t, err)
		assert.Empty(t, left, name)
	}
}
