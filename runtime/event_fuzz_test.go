package runtime

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
)

// FuzzEvents reads any bytes as events: how they are cut into reads must not matter,
// and a plain reader that holds everything in memory must agree.
func FuzzEvents(f *testing.F) {
	for _, text := range []string{
		"", "data: 1\n\n", "data: 1\r\n\r\n", "data: 1\r\rdata: 2\r\n\n", "\ufeffdata: 1\n\n", ": c\n\nevent: e\nid: 7\ndata: a\ndata: b\n\n",
		"data: [DONE]", "data: 1\n\ndata: [DONE]\n", "data", "data:\n", "id: a\x00b\ndata\n\n", "data: \xff\xfe\n\n\r", "retry: 1\n\nx\n:\n", "data: 1",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want, broken := plainEvents(string(text))
		for _, r := range []io.Reader{bytes.NewReader(text), iotest.OneByteReader(bytes.NewReader(text)), iotest.DataErrReader(bytes.NewReader(text))} {
			events := newEventReader(r)
			var got []Event
			e, err := events.next()
			for ; err == nil; e, err = events.next() {
				got = append(got, e)
			}
			assert.Equal(t, want, got)
			assert.Equal(t, broken, errors.Is(err, io.ErrUnexpectedEOF), err)
			if !broken {
				assert.Equal(t, io.EOF, err)
			}
		}
	})
}

// plainEvents is the standard's algorithm on a whole text, and whether the text ends
// within a line.
func plainEvents(text string) (list []Event, broken bool) {
	ended := strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\r")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(text, "\n")
	if len(lines) > 1 {
		lines[0] = strings.TrimPrefix(lines[0], "\ufeff")
	}
	last := lines[len(lines)-1]
	if !ended && last != "" && last != "data: [DONE]" {
		lines, broken = lines[:len(lines)-1], true
	} else {
		lines = append(lines, "")
	}
	var e Event
	var data []string
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case line == "":
			if len(data) > 0 {
				e.Raw = []byte(strings.Join(data, "\n"))
				list = append(list, e)
			}
			e.Name, e.Raw, data = "", nil, nil
		case name == "data":
			data = append(data, value)
		case name == "event":
			e.Name = value
		case name == "id" && !strings.Contains(value, "\x00"):
			e.ID = value
		}
	}
	return list, broken
}
