package objects

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/sandbox"
)

func TestVolumeFolders(t *testing.T) {
	c, box := connect(t, sandbox.Config{})
	for _, folder := range []string{
		"", "/", "Volumes/a/b/c", "/Volumes/a/b", "/Volumes/a/b/", "/Volumes/a/b/c/", "/Volumes/a/b/../d", "/Volumes/a/./b/c",
		"/Workspace/a/b/c", "/volumes/a/b/c", "dbfs:/Volumes/a/b/c",
	} {
		_, err := NewVolume(c, "lake", folder)
		assert.ErrorContains(t, err, "no folder of a volume", folder)
	}
	for _, folder := range []string{"/Volumes/a/b/c", "/Volumes/a/b/c/d e/ü"} {
		v, err := NewVolume(c, "lake", folder)
		require.NoError(t, err)
		o := put(t, v, "x", "hello")
		assert.True(t, strings.HasPrefix(o.URI, "dbfs:"+folder+"/"), o.URI)
		text, err := readFrom(t, v, o, 1)
		require.NoError(t, err)
		assert.Equal(t, "ello", text)
	}
	assert.Positive(t, box.Requests())
}

// The folder is made once, and an upload that met an outage is sent whole again.
func TestVolumeOverAnOutage(t *testing.T) {
	c, box := connect(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: "503", Actions: upload, Times: 1}}})
	v, err := NewVolume(c, "lake", "/Volumes/a/b/c")
	require.NoError(t, err)
	_, err = v.Put(t.Context(), "x", strings.NewReader("hello"), "")
	assert.ErrorIs(t, err, connector.ErrUnavailable)
	before := box.Requests()
	o := put(t, v, "x", "hello")
	assert.Equal(t, before+1, box.Requests())
	text, err := readFrom(t, v, o, 0)
	require.NoError(t, err)
	assert.Equal(t, "hello", text)
}

func TestVolumeKeepsNoFileOfItsOwn(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	c, _ := connect(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: "403", Actions: makeFolder, Times: 1}}})
	v, err := NewVolume(c, "lake", "/Volumes/a/b/c")
	require.NoError(t, err)
	_, err = v.Put(t.Context(), "x", strings.NewReader("hello"), "")
	assert.ErrorIs(t, err, connector.ErrPermissionDenied)
	put(t, v, "x", "hello")
	left, err := os.ReadDir(os.TempDir())
	require.NoError(t, err)
	assert.Empty(t, left)
}
