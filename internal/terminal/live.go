package terminal

import (
	"io"
	"sync"
	"time"
)

// redrawn is how often the live line is drawn at most.
const redrawn = 100 * time.Millisecond

// beside are the columns that stay free: a terminal puts ^C there, which must not make
// the line two lines.
const beside = 3

// Live is one line of a screen that tells how far something is. It is rewritten in
// place, is never wider than the screen, and stands below whatever else is written
// through the writers that Above returns. A nil Live shows nothing. It is safe for
// concurrent use.
type Live struct {
	mu     sync.Mutex
	w      io.Writer
	width  func() int
	now    func() time.Time
	text   string        // that should be shown
	told   func() string // makes the text anew; nil: it stays
	drawn  bool
	at     time.Time
	inLine bool // what was written above has not ended its line
}

// NewLive makes a live line on w. width is asked before each drawing.
func NewLive(w io.Writer, width func() int, now func() time.Time) *Live {
	return &Live{w: w, width: width, now: now}
}

// Set changes the line. What comes too fast to be read is not drawn; use Show for what
// then stays for a while.
func (l *Live) Set(text string) { l.set(text, false) }

// Show changes the line and draws it at once.
func (l *Live) Show(text string) { l.set(text, true) }

// Follow shows what text says, and again at each Tick until the line is changed: for a
// text with the time in it.
func (l *Live) Follow(text func() string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told = text
	l.text = Line(text())
	l.draw()
}

// Tick draws what Follow shows.
func (l *Live) Tick() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.told != nil {
		l.text = Line(l.told())
		l.draw()
	}
}

func (l *Live) set(text string, atOnce bool) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text, l.told = Line(text), nil
	if atOnce || !l.drawn || l.now().Sub(l.at) >= redrawn {
		l.draw()
	}
}

// Clear takes the line away. It can be set again.
func (l *Live) Clear() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text, l.told = "", nil
	l.erase()
}

// Above is w for others that write to the same screen: the line steps aside for what
// they write. For a nil Live it is w itself.
func (l *Live) Above(w io.Writer) io.Writer {
	if l == nil {
		return w
	}
	return &above{l, w}
}

type above struct {
	live *Live
	w    io.Writer
}

func (a *above) Write(p []byte) (int, error) {
	l := a.live
	l.mu.Lock()
	defer l.mu.Unlock()
	l.erase()
	n, err := a.w.Write(p)
	if n > 0 {
		l.inLine = p[n-1] != '\n'
	}
	if l.text != "" {
		l.draw()
	}
	return n, err
}

// draw writes the line, unless there is a begun line in its place. That the screen is
// gone is found by whoever has results to write.
func (l *Live) draw() {
	if l.inLine {
		return
	}
	l.erase()
	if text := Cut(l.text, max(l.width()-beside, 1)); text != "" {
		_, _ = io.WriteString(l.w, text)
		l.drawn, l.at = true, l.now()
	}
}

func (l *Live) erase() {
	if l.drawn {
		_, _ = io.WriteString(l.w, "\r\x1b[K")
		l.drawn = false
	}
}
