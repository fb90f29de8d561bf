package terminal

import (
	"io"
	"unicode/utf8"
)

// Filter writes Lines of what it is given: text of a service that goes to a screen as
// it comes. A character that is cut in two by two writes is still one.
type Filter struct {
	w    io.Writer
	rest []byte // the begin of a character, or of a line end
}

// NewFilter makes a filter in front of w. Close it behind the last write.
func NewFilter(w io.Writer) *Filter { return &Filter{w: w} }

func (f *Filter) Write(p []byte) (int, error) {
	text := append(f.rest, p...)
	whole := len(text) - unfinished(text)
	f.rest = append([]byte(nil), text[whole:]...)
	if _, err := io.WriteString(f.w, Lines(string(text[:whole]))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Close writes what was held back. It does not close the writer behind.
func (f *Filter) Close() error {
	_, err := io.WriteString(f.w, Lines(string(f.rest)))
	f.rest = nil
	return err
}

// unfinished is how many bytes at the end of text may belong to what comes next.
func unfinished(text []byte) int {
	if n := len(text); n > 0 && text[n-1] == '\r' {
		return 1
	}
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if tail := text[len(text)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}
