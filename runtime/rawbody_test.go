package runtime

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const octets = "application/octet-stream"

func readBody(t *testing.T, b *Body) string {
	t.Helper()
	r, err := b.Open()
	require.NoError(t, err)
	text, err := io.ReadAll(r)
	require.NoError(t, err)
	require.NoError(t, r.Close())
	return string(text)
}

// seeker is an io.ReadSeeker and nothing else.
type seeker struct{ io.ReadSeeker }

func TestRawBodyIsReadAgain(t *testing.T) {
	opens := 0
	for name, data := range map[string]any{
		"bytes":  []byte("content"),
		"string": "content",
		"reader": strings.NewReader("content"),
		"seeker": seeker{strings.NewReader("content")},
		"func": func() (io.ReadCloser, error) {
			opens++
			return io.NopCloser(strings.NewReader("content")), nil
		},
	} {
		b, err := rawBody(octets, data)
		require.NoError(t, err, name)
		assert.True(t, b.Replayable, name)
		assert.Equal(t, "content", readBody(t, b), name)
		assert.Equal(t, "content", readBody(t, b), name)
	}
	assert.Equal(t, 2, opens)
}

func TestRawBodyBeginsWhereTheReaderStood(t *testing.T) {
	for _, r := range []io.ReadSeeker{strings.NewReader("head content"), seeker{strings.NewReader("head content")}} {
		_, err := r.Seek(5, io.SeekStart)
		require.NoError(t, err)
		b, err := rawBody(octets, r)
		require.NoError(t, err)
		at, err := r.Seek(0, io.SeekCurrent)
		require.NoError(t, err)
		assert.EqualValues(t, 5, at, "measuring moved the reader")
		assert.EqualValues(t, 7, b.Length)
		assert.Equal(t, "content", readBody(t, b))
		assert.Equal(t, "content", readBody(t, b))
	}
}

func TestRawBodyOfFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	require.NoError(t, os.WriteFile(path, []byte("content"), 0o600))
	f, err := os.Open(path)
	require.NoError(t, err)
	b, err := rawBody(octets, f)
	require.NoError(t, err)
	assert.EqualValues(t, 7, b.Length)
	assert.Equal(t, "content", readBody(t, b))
	assert.NoError(t, f.Close(), "the file was closed, but it is the caller's")
}

func TestRawBodyOfPipe(t *testing.T) {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	_, err = w.WriteString("content")
	require.NoError(t, err)
	require.NoError(t, w.Close())
	b, err := rawBody(octets, r)
	require.NoError(t, err)
	assert.False(t, b.Replayable)
	assert.EqualValues(t, -1, b.Length)
	assert.Equal(t, "content", readBody(t, b))
	_, err = b.Open()
	require.ErrorIs(t, err, errSpent)
}

// TestOpeningAnewCutsOffTheEarlierReader: the transport may still be reading for an
// attempt that was answered early.
func TestOpeningAnewCutsOffTheEarlierReader(t *testing.T) {
	b, err := rawBody(octets, seeker{strings.NewReader("content")})
	require.NoError(t, err)
	first, err := b.Open()
	require.NoError(t, err)
	_, err = io.ReadFull(first, make([]byte, 3))
	require.NoError(t, err)
	second, err := b.Open()
	require.NoError(t, err)
	_, err = first.Read(make([]byte, 3))
	require.ErrorIs(t, err, errSpent)
	text, err := io.ReadAll(second)
	require.NoError(t, err)
	assert.Equal(t, "content", string(text))
}

func TestRawBodyRefuses(t *testing.T) {
	folder, err := os.Open(t.TempDir())
	require.NoError(t, err)
	defer func() { _ = folder.Close() }()
	for _, data := range []any{1, true, []any{}, map[string]any{}, folder, (*os.File)(nil), (*bytes.Buffer)(nil), (func() (io.ReadCloser, error))(nil)} {
		_, err := rawBody(octets, data)
		assert.Error(t, err, "%T", data)
	}
}
