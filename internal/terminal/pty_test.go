//go:build unix

package terminal_test

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/terminal"
)

// shown is what a terminal of 20 columns and 4 lines shows of what write writes to it.
func shown(t *testing.T, write func(tty *os.File)) string {
	t.Helper()
	master, tty, err := pty.Open()
	require.NoError(t, err)
	require.NoError(t, pty.Setsize(tty, &pty.Winsize{Rows: 4, Cols: 20}))
	read := make(chan string, 1)
	go func() {
		var out bytes.Buffer
		_, _ = io.Copy(&out, master) // ends in an error when the other end is closed
		read <- out.String()
	}()
	write(tty)
	require.NoError(t, tty.Close())
	text := <-read
	require.NoError(t, master.Close())
	return strings.ReplaceAll(text, "\r\n", "\n")
}

func TestScreen(t *testing.T) {
	shown(t, func(tty *os.File) {
		s := terminal.ScreenOf(tty, env("COLUMNS", "99"))
		require.NotNil(t, s)
		assert.Equal(t, 20, s.Width())
		assert.Equal(t, 4, s.Height())
		assert.True(t, s.Moves())
		assert.False(t, terminal.ScreenOf(tty, env("TERM", "dumb")).Moves())
		assert.Equal(t, terminal.Paint(true), terminal.PaintFor("auto", s, env()))
		assert.Equal(t, terminal.Paint(false), terminal.PaintFor("auto", s, env("CLICOLOR", "0")))
		assert.Equal(t, terminal.Paint(false), terminal.PaintFor("auto", terminal.ScreenOf(tty, env("TERM", "dumb")), env()))
		assert.NotNil(t, terminal.ScreenOf(terminal.NewLive(tty, s.Width, nil).Above(tty), env()), "seen through the live line")

		require.NoError(t, pty.Setsize(tty, &pty.Winsize{}))
		assert.Equal(t, 99, s.Width(), "one that does not know its size")
		assert.Equal(t, 24, s.Height())
		assert.Equal(t, 80, terminal.ScreenOf(tty, env("COLUMNS", "wide")).Width())
	})
}

func TestPage(t *testing.T) {
	const tall = "a\nb\nc\nd\n"
	const marks = "sed s/^/paged:/"
	for _, tt := range []struct {
		name, command, text, want string
		env                       []string
	}{
		{"tall", marks, tall, "paged:a\npaged:b\npaged:c\npaged:d\n", nil},
		{"fits", marks, "a\nb\nc\n", "a\nb\nc\n", nil},
		{"tall by its width", marks, "a\n" + strings.Repeat("x", 41) + "\n", "paged:a\npaged:" + strings.Repeat("x", 41) + "\n", nil},
		{"colours take no room", marks, "\x1b[1mtwenty characters ab\x1b[0m\nb\nc\n", "\x1b[1mtwenty characters ab\x1b[0m\nb\nc\n", nil},
		{"none wanted", "", tall, tall, nil},
		{"dumb", marks, tall, tall, []string{"TERM", "dumb"}},
		{"broken", "no-such-pager-here --flag", tall, tall, nil},
		{"left early", "head -1", tall, "a\n", nil},
		{"options of less", "echo $LESS; cat", tall, "FRX\n" + tall, nil},
		{"text is UTF-8 without a locale", "echo $LESSCHARSET; cat", tall, "utf-8\n" + tall, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range []string{"LESS", "LESSCHARSET", "LC_ALL", "LC_CTYPE", "LANG"} {
				t.Setenv(name, "")
			}
			got := shown(t, func(tty *os.File) {
				require.NoError(t, terminal.Page(t.Context(), tty, terminal.ScreenOf(tty, env(tt.env...)), tt.command, tt.text))
			})
			assert.Equal(t, tt.want, got)
		})
	}
}
