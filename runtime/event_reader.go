package runtime

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// maxEvent bounds a line and the data of an event, both held in memory.
const maxEvent = 16 << 20

// eventReader takes a stream of server-sent events apart, as the HTML standard
// (9.2.6) says. It leaves out the reconnection time, because an answer to a POST
// cannot be asked for again. It is stricter and kinder about the end: the standard drops
// an event that the end interrupts, here a line that was cut is an error and an event
// that lacks only its closing empty line counts.
type eventReader struct {
	r       *bufio.Reader
	line    []byte
	afterCR bool // a line ended with CR; LF next would belong to that end
	begun   bool

	name string
	id   string
	data []byte // each line of data followed by a line break
}

func newEventReader(r io.Reader) *eventReader {
	return &eventReader{r: bufio.NewReaderSize(r, 32<<10)}
}

// next is the next event that has data, and io.EOF after the last.
func (e *eventReader) next() (Event, error) {
	for {
		line, err := e.readLine()
		if isEOF(err) && len(line) > 0 && !bytes.Equal(line, []byte("data: [DONE]")) {
			return Event{}, fmt.Errorf("the stream of events ended in the middle of a line: %w", io.ErrUnexpectedEOF)
		}
		if err != nil && (!isEOF(err) || len(line) == 0 && len(e.data) == 0) {
			return Event{}, err
		}
		if len(line) > 0 {
			if err := e.field(line); err != nil {
				return Event{}, err
			}
			continue
		}
		if found, ok := e.dispatch(); ok {
			return found, nil
		}
	}
}

// dispatch makes the event of what was gathered since the last. One without data is
// none.
func (e *eventReader) dispatch() (Event, bool) {
	found, ok := Event{e.name, e.id, nil}, len(e.data) > 0
	if ok {
		found.Raw = bytes.Clone(e.data[:len(e.data)-1])
	}
	e.name, e.data = "", e.data[:0]
	return found, ok
}

func (e *eventReader) field(line []byte) error {
	name, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimPrefix(value, []byte(" "))
	switch string(name) { // "" is a comment
	case "data":
		if len(e.data)+len(value) >= maxEvent {
			return errEventSize
		}
		e.data = append(append(e.data, value...), '\n')
	case "event":
		e.name = string(value)
	case "id":
		if bytes.IndexByte(value, 0) < 0 {
			e.id = string(value)
		}
	}
	return nil
}

// readLine is the next line without its end: LF, CR or CRLF. It does not wait for
// what follows a CR. With an error it is what came of the line before.
func (e *eventReader) readLine() ([]byte, error) {
	e.line = e.line[:0]
	for {
		if _, err := e.r.Peek(1); err != nil {
			return e.line, err
		}
		chunk, _ := e.r.Peek(e.r.Buffered()) // what is there cannot fail
		if e.afterCR {
			e.afterCR = false
			if chunk[0] == '\n' {
				e.discard(1)
				continue
			}
		}
		end := bytes.IndexAny(chunk, "\r\n")
		size := end
		if end < 0 {
			size = len(chunk)
		}
		if len(e.line)+size > maxEvent {
			return e.line, errEventSize
		}
		e.line = append(e.line, chunk[:size]...)
		if end < 0 {
			e.discard(size)
			continue
		}
		e.afterCR = chunk[end] == '\r'
		e.discard(end + 1)
		if !e.begun {
			e.begun = true
			return bytes.TrimPrefix(e.line, []byte("\ufeff")), nil
		}
		return e.line, nil
	}
}

func (e *eventReader) discard(n int) { _, _ = e.r.Discard(n) } // it is buffered

var errEventSize = fmt.Errorf("an event is larger than %d MiB", maxEvent>>20)
