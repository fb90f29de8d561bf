package terminal

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReadLine(t *testing.T) {
	in := strings.NewReader("one\n\ntwo\r\nthree")
	for _, want := range []string{"one", "", "two\r", "three"} {
		got, err := ReadLine(t.Context(), in)
		assert.NoError(t, err)
		assert.Equal(t, want, got)
	}
	_, err := ReadLine(t.Context(), in)
	assert.Equal(t, io.EOF, err)
	_, err = ReadLine(t.Context(), strings.NewReader(strings.Repeat("x", maxAnswer+1)))
	assert.Equal(t, errLongAnswer, err)
}

func TestReadLineEndsWithItsContext(t *testing.T) {
	silent, never := io.Pipe()
	defer func() { _ = never.Close() }()
	cause := errors.New("interrupt")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	_, err := ReadLine(ctx, silent)
	assert.Equal(t, cause, err)
}

func TestReadRaw(t *testing.T) {
	for typed, want := range map[string]string{
		"secret\r": "secret", "a\x7f\x7f\x7fb\n": "b", "é\x7fe\r": "e", "no\x15yes\r": "yes", "a\x04b\r": "ab", "\r": "",
	} {
		got, err := readRaw(strings.NewReader(typed))
		assert.NoError(t, err)
		assert.Equal(t, want, got, "%q", typed)
	}
	_, err := readRaw(strings.NewReader("abc\x03"))
	assert.Equal(t, ErrInterrupted, err)
	_, err = readRaw(strings.NewReader("\x04"))
	assert.Equal(t, io.EOF, err)
	_, err = readRaw(strings.NewReader("abc"))
	assert.Equal(t, io.EOF, err)
}
