package batch

import (
	"bufio"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A line that is too long is read over, in the memory of one buffer.
func TestLongLines(t *testing.T) {
	const limit = 100
	for _, end := range []string{"\n", "\r\n"} {
		fits, long := strings.Repeat("x", limit), strings.Repeat("y", limit*50)
		l := lines{r: bufio.NewReaderSize(strings.NewReader(fits+end+long+end+"z"+end+long), 16), max: limit}
		line, err := l.next()
		assert.NoError(t, err)
		assert.Equal(t, fits, string(line))
		_, err = l.next()
		assert.ErrorIs(t, err, errLongLine)
		line, err = l.next()
		assert.NoError(t, err)
		assert.Equal(t, "z", string(line))
		_, err = l.next()
		assert.ErrorIs(t, err, errLongLine)
		assert.Equal(t, 4, l.number)
		_, err = l.next()
		assert.ErrorIs(t, err, io.EOF)
		assert.Equal(t, 4, l.number)
	}
	assert.ErrorContains(t, errLongLine, "64 MiB")
}
