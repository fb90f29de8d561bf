package terminal

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

// Widths and heights of a terminal that does not tell its own.
const (
	usualWidth  = 80
	usualHeight = 24
)

// Screen is the terminal that a stream leads to. A nil Screen is none.
type Screen struct {
	fd     int
	getenv func(string) string
}

// ScreenOf is the terminal behind a stream, nil when the stream is no terminal.
func ScreenOf(stream any, getenv func(string) string) *Screen {
	f := file(stream)
	if f == nil || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return &Screen{int(f.Fd()), getenv}
}

// file is the file behind a stream, also behind a writer of Live.Above; nil for none.
func file(stream any) *os.File {
	if a, ok := stream.(*above); ok {
		return file(a.w)
	}
	f, _ := stream.(*os.File)
	return f
}

// Width is the number of columns now, 0 where there is no terminal. One that does not
// know its width has that of COLUMNS, or 80.
func (s *Screen) Width() int { return s.size("COLUMNS", usualWidth, true) }

// Height is the number of lines now, 0 where there is no terminal. One that does not
// know its height has that of LINES, or 24.
func (s *Screen) Height() int { return s.size("LINES", usualHeight, false) }

func (s *Screen) size(variable string, usual int, wide bool) int {
	if s == nil {
		return 0
	}
	width, height, err := term.GetSize(s.fd)
	n := height
	if wide {
		n = width
	}
	if err == nil && n > 0 {
		return n
	}
	if n, err := strconv.Atoi(s.getenv(variable)); err == nil && n > 0 {
		return n
	}
	return usual
}

// Moves tells whether the cursor of the screen can be moved: a terminal that is called
// dumb takes text and nothing else.
func (s *Screen) Moves() bool { return s != nil && s.getenv("TERM") != "dumb" }
