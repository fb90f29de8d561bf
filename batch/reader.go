package batch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	connector "github.com/actionctl/connector"
)

// Reader reads calls from JSON lines such as
//
//	{"id": "a", "action": "get_api_2_1_clusters_get", "params": {"cluster_id": "…"}}
//
// with connection, wait and all beside them. Only action is needed. An id is a string
// or an integer; a line without one has its number. Empty lines are skipped, a byte
// order mark and \r\n are taken. A line of more than 64 MiB and one that is no call
// are calls with Err set.
type Reader struct {
	// Default is what calls are made from: its Connection is that of lines which
	// name none.
	Default connector.Call
	// MaxLine is how many bytes a line may have; 0 leaves it at 64 MiB.
	MaxLine int

	lines lines
	err   error
}

// NewReader makes a reader. It is not safe for concurrent use.
func NewReader(r io.Reader) *Reader {
	return &Reader{lines: lines{r: bufio.NewReaderSize(r, 64<<10), max: maxLine}}
}

// Calls are the calls of the lines not yet read, one held in memory at a time.
func (r *Reader) Calls() iter.Seq[connector.BatchCall] {
	return func(yield func(connector.BatchCall) bool) {
		if r.MaxLine > 0 {
			r.lines.max = r.MaxLine
		}
		for {
			line, err := r.lines.next()
			if err != nil && !errors.Is(err, errLongLine) {
				if !errors.Is(err, io.EOF) {
					r.err = err
				}
				return
			}
			if err == nil && len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			if errors.Is(err, errLongLine) && r.MaxLine > 0 {
				err = fmt.Errorf("the line is longer than %d bytes", r.MaxLine)
			}
			if !yield(r.call(line, err)) {
				return
			}
		}
	}
}

// Line is the number of the last line that was read, from 1.
func (r *Reader) Line() int { return r.lines.number }

// Bytes is how long the lines are that were read so far.
func (r *Reader) Bytes() int64 { return r.lines.bytes }

// Err is why the input could not be read to its end.
func (r *Reader) Err() error { return r.err }

func (r *Reader) call(line []byte, err error) connector.BatchCall {
	c := connector.BatchCall{Line: r.lines.number, Call: r.Default, Err: err}
	if err == nil {
		c.Err = parse(line, &c)
	}
	if c.ID == "" {
		c.ID, c.NumericID = strconv.Itoa(c.Line), true
	}
	return c
}
