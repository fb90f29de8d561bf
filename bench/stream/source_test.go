package main

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSourceIsAFile(t *testing.T) {
	for _, size := range []int64{0, 1, 1 << 16, 1<<16 + 1, 300_000} {
		require.NoError(t, iotest.TestReader(&source{size: size}, make([]byte, size)), size)
	}
}

func TestDrainCounts(t *testing.T) {
	n, err := drain(bytes.NewReader(make([]byte, 100_000)))
	require.NoError(t, err)
	assert.Equal(t, int64(100_000), n)
	_, err = drain(iotest.ErrReader(io.ErrUnexpectedEOF))
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
