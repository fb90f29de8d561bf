package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// LineError is a line of a file that is no record. Reading goes on behind it.
type LineError struct {
	File string
	Line int // from 1
	Err  error
}

func (e *LineError) Error() string {
	return fmt.Sprintf("%s: line %d: %v", shown(e.File), e.Line, e.Err)
}

// Unwrap is for errors.Is: ErrCut, for one.
func (e *LineError) Unwrap() error { return e.Err }

// ErrCut says that the last line of a file has no end: its record is being written, or
// its program was killed while it was. What it was about did not go out, or has ended.
var ErrCut = errors.New("the line is cut off")

var (
	errLong     = fmt.Errorf("the line is longer than %d bytes, which no record is", maxLine)
	errNoRecord = errors.New("the line is no record")
)

// maxLine is more than a record takes.
const maxLine = 64 << 10

// lines reads the records of one file.
type lines struct {
	file   string
	r      *bufio.Reader
	number int
}

func newLines(file string, r io.Reader) *lines {
	return &lines{file: file, r: bufio.NewReaderSize(r, maxLine)}
}

// next is the next record. io.EOF is the end; a *LineError is not.
func (l *lines) next() (Record, error) {
	for {
		line, err := l.r.ReadSlice('\n')
		l.number++
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			if err := l.skip(); err != nil && !errors.Is(err, io.EOF) {
				return Record{}, err
			}
			return Record{}, l.odd(errLong)
		case errors.Is(err, io.EOF) && len(line) > 0:
			return Record{}, l.odd(ErrCut)
		case err != nil:
			return Record{}, err
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue // behind what was cut off
		}
		r, err := decode(line)
		if err != nil {
			return Record{}, l.odd(err)
		}
		return r, nil
	}
}

// skip reads over the rest of a line.
func (l *lines) skip() error {
	for {
		if _, err := l.r.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

func (l *lines) odd(err error) error { return &LineError{l.file, l.number, err} }

// decode reads a record. Names that a later version adds are left out.
func decode(line []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(line, &r); err != nil {
		return Record{}, fmt.Errorf("%w: %w", errNoRecord, err)
	}
	if r.Call == "" || r.Phase == "" || r.Time.IsZero() {
		return Record{}, fmt.Errorf("%w: call, phase or time is missing", errNoRecord)
	}
	return r, nil
}
