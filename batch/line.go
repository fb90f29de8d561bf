package batch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds a line of the input.
const maxLine = 64 << 20

var byteOrderMark = []byte("\xef\xbb\xbf")

// lines reads lines of any length up to a limit.
type lines struct {
	r      *bufio.Reader
	max    int // bytes of a line that is taken
	number int // of the last line
	bytes  int64
}

var errLongLine = fmt.Errorf("the line is longer than %d MiB", maxLine>>20)

// next is the next line without its end. The error is errLongLine for a line that is
// too long, of which the rest was read over; any other, io.EOF too, is the last.
func (l *lines) next() ([]byte, error) {
	line, err := l.read()
	switch {
	case errors.Is(err, io.EOF) && len(line) > 0:
		err = nil // a last line without an end
	case err != nil && !errors.Is(err, errLongLine):
		return nil, err
	}
	l.number++
	if l.number == 1 {
		line = bytes.TrimPrefix(line, byteOrderMark)
	}
	return bytes.TrimRight(line, "\r\n"), err
}

func (l *lines) read() ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		l.bytes += int64(len(part))
		if long = long || len(line)+len(part) > l.max+len("\r\n"); long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLongLine
		default:
			return line, err
		}
	}
}
