package terminal_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/terminal"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"plain, 東京 ✓":           "plain, 東京 ✓",
		"a\nb\tc\r":             `a\nb\tc\r`,
		"\x1b[31mred\x1b]0;t\a": `\x1b[31mred\x1b]0;t\x07`,
		"\u009b31m\x7f":         `\u009b31m\x7f`,
		"abc\u202edcba":         `abc\u202edcba`,
		"bad\xff\xc3":           `bad\xff\xc3`,
		"a\u2028b\ufeff":        `a\u2028b\ufeff`,
	} {
		assert.Equal(t, want, terminal.Line(text))
	}
	assert.Equal(t, "a\nb\t\\x1b\\r", terminal.Lines("a\r\nb\t\x1b\r"))
}

func TestJSONStaysTheSameValue(t *testing.T) {
	assert.Equal(t, `"a\u009b\u202e\u007f\n"`, terminal.JSON("\"a\u009b\u202e\x7f\\n\""))
	assert.Equal(t, `"東京"`, terminal.JSON(`"東京"`))
	assert.Equal(t, "\"\ufffd\"", terminal.JSON("\"\x9c\""))
}

// Wherever text is cut into writes, the filter writes the same.
func TestFilterWithEveryCut(t *testing.T) {
	text := "a\r\n東\x1b[0m\u009b\xff\xe6\x9d\r\xe6"
	want := "a\n東\\x1b[0m\\u009b\\xff\\xe6\\x9d\\r\\xe6"
	for i := range len(text) + 1 {
		for j := i; j <= len(text); j++ {
			var out strings.Builder
			f := terminal.NewFilter(&out)
			for _, part := range []string{text[:i], text[i:j], text[j:]} {
				n, err := io.WriteString(f, part)
				require.NoError(t, err)
				assert.Len(t, part, n)
			}
			require.NoError(t, f.Close())
			assert.Equal(t, want, out.String(), "cut at %d and %d", i, j)
		}
	}
}

func FuzzFilter(f *testing.F) {
	f.Add([]byte("a\x1b[31m"), []byte("\x9d\r\n"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		var out bytes.Buffer
		filter := terminal.NewFilter(&out)
		_, err := filter.Write(a)
		require.NoError(t, err)
		_, err = filter.Write(b)
		require.NoError(t, err)
		require.NoError(t, filter.Close())
		assert.Equal(t, terminal.Lines(string(a)+string(b)), out.String())
		assert.True(t, utf8.Valid(out.Bytes()))
		assert.Equal(t, out.String(), terminal.Lines(out.String()), "nothing is left to spell")
	})
}

func TestCells(t *testing.T) {
	assert.Equal(t, 4, terminal.Cells("東京"))
	assert.Equal(t, 2, terminal.Cells("é…"), "a character of uncertain width is narrow")
	assert.Equal(t, "東…", terminal.Cut("東京都", 3))
	assert.Equal(t, "東…", terminal.Cut("東京都", 4), "half a character is none")
	assert.Equal(t, "ab", terminal.Cut("ab", 2))
	assert.Equal(t, "a…", terminal.Cut("abc", 2))
	assert.Equal(t, "abc", terminal.Cut("abc", 0), "no width cuts nothing")
}

func TestPaintFor(t *testing.T) {
	for _, tt := range []struct {
		name, mode string
		env        []string
		want       terminal.Paint
	}{
		{"a pipe", "auto", nil, false},
		{"asked for", "always", []string{"NO_COLOR", "1"}, true},
		{"forced", "auto", []string{"CLICOLOR_FORCE", "1"}, true},
		{"not forced", "auto", []string{"CLICOLOR_FORCE", "0"}, false},
		{"NO_COLOR wins", "auto", []string{"CLICOLOR_FORCE", "1", "NO_COLOR", "1"}, false},
		{"refused", "never", []string{"CLICOLOR_FORCE", "1"}, false},
	} {
		assert.Equal(t, tt.want, terminal.PaintFor(tt.mode, nil, env(tt.env...)), tt.name)
	}
	assert.Equal(t, "\x1b[31mx\x1b[0m", terminal.Paint(true).In(terminal.Red, "x"))
	assert.Equal(t, "x", terminal.Paint(false).In(terminal.Red, "x"))
	assert.NoError(t, terminal.CheckColorMode("auto"))
	assert.EqualError(t, terminal.CheckColorMode("sometimes"), `color "sometimes" is not one of auto, always, never`)
}

func TestPagerCommand(t *testing.T) {
	assert.Equal(t, "less -FRX", terminal.PagerCommand(env()))
	assert.Equal(t, "more", terminal.PagerCommand(env("PAGER", "more")))
	assert.Equal(t, "most", terminal.PagerCommand(env("PAGER", "more", "ACTIONCTL_PAGER", "most")))
	assert.Empty(t, terminal.PagerCommand(env("PAGER", "more", "ACTIONCTL_PAGER", "cat")))
}

func TestNoScreen(t *testing.T) {
	s := terminal.ScreenOf(&bytes.Buffer{}, env())
	assert.Nil(t, s)
	assert.Zero(t, s.Width())
	assert.Zero(t, s.Height())
	assert.False(t, s.Moves())
	var out bytes.Buffer
	require.NoError(t, terminal.Page(t.Context(), &out, s, "exit 1", "text\n"))
	assert.Equal(t, "text\n", out.String(), "no pager in a pipe")
}

// handClock is turned by hand.
type handClock struct{ now time.Time }

func (c *handClock) Now() time.Time { return c.now }

func newLive(w io.Writer, width int) (*terminal.Live, *handClock) {
	c := &handClock{time.Unix(1_700_000_000, 0)}
	return terminal.NewLive(w, func() int { return width }, c.Now), c
}

const erase = "\r\x1b[K"

func TestLive(t *testing.T) {
	var out strings.Builder
	live, clock := newLive(&out, 14)
	took := func() string { defer out.Reset(); return out.String() }

	live.Set("one")
	assert.Equal(t, "one", took())
	live.Set("two")
	assert.Empty(t, took(), "too soon to be read")
	live.Show("three")
	assert.Equal(t, erase+"three", took(), "at once")
	clock.now = clock.now.Add(time.Second)
	live.Set("a line\x1b of many words")
	assert.Equal(t, erase+`a line\x1b…`, took(), "never wider than the screen, and harmless")

	above := live.Above(&out)
	_, err := io.WriteString(above, "warning\n")
	require.NoError(t, err)
	assert.Equal(t, erase+"warning\n"+`a line\x1b…`, took())
	_, _ = io.WriteString(above, "begun")
	assert.Equal(t, erase+"begun", took())
	live.Show("hidden")
	assert.Empty(t, took(), "not into a line that somebody began")
	_, _ = io.WriteString(above, " and ended\n")
	assert.Equal(t, " and ended\nhidden", took())

	live.Clear()
	assert.Equal(t, erase, took())
	live.Clear()
	assert.Empty(t, took(), "once")
	_, _ = io.WriteString(above, "quiet\n")
	assert.Equal(t, "quiet\n", took())
}

// A text that tells the time is drawn anew at each tick, until another takes its place.
func TestLiveFollows(t *testing.T) {
	var out strings.Builder
	live, clock := newLive(&out, 80)
	took := func() string { defer out.Reset(); return out.String() }
	live.Tick()
	began := clock.now
	live.Follow(func() string { return clock.now.Sub(began).String() })
	assert.Equal(t, "0s", took())
	clock.now = clock.now.Add(time.Second)
	live.Tick()
	assert.Equal(t, erase+"1s", took())
	live.Show("other")
	live.Tick()
	assert.Equal(t, erase+"other", took())
	live.Follow(func() string { return "back" })
	live.Clear()
	live.Tick()
	assert.Equal(t, erase+"back"+erase, took(), "nothing follows a line that is gone")
}

// However narrow the screen is, a line is no wider.
func TestNarrowLive(t *testing.T) {
	for width := 1; width < 5; width++ {
		var out strings.Builder
		live, _ := newLive(&out, width)
		live.Set("long")
		assert.Equal(t, "…", out.String(), "%d columns", width)
	}
}

func TestNoLive(t *testing.T) {
	var live *terminal.Live
	live.Set("x")
	live.Show("x")
	live.Follow(func() string { return "x" })
	live.Tick()
	live.Clear()
	var out strings.Builder
	assert.Equal(t, &out, live.Above(&out))
	assert.Empty(t, out.String())
}

func TestMeter(t *testing.T) {
	var out strings.Builder
	live, clock := newLive(&out, 80)
	m := terminal.NewMeter(live, "received", 4<<20, clock.Now)
	n, err := io.Copy(io.Discard, m.Reader(strings.NewReader(strings.Repeat("x", 1000))))
	require.NoError(t, err)
	assert.EqualValues(t, 1000, n)
	assert.Equal(t, "1000 B of 4.0 MiB (0%) received", out.String())
	out.Reset()
	clock.now = clock.now.Add(2 * time.Second)
	m.At(2 << 20)
	assert.Equal(t, erase+"2.0 MiB of 4.0 MiB (50%) received, 1.0 MiB/s", out.String())
	out.Reset()
	clock.now = clock.now.Add(2 * time.Second)
	m.At(0)
	assert.Equal(t, erase+"0 B of 4.0 MiB (0%) received, 0 B/s", out.String(), "from the beginning again")
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 1023: "1023 B", 1024: "1.0 KiB", 1<<20 - 1: "1.0 MiB", 5 << 30: "5.0 GiB", 1<<63 - 1: "8.0 EiB"} {
		assert.Equal(t, want, terminal.Bytes(n))
	}
}
