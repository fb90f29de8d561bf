package terminal

import (
	"cmp"
	"context"
	"io"
	"os/exec"
	"runtime"
	"strings"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// usualPager quits by itself when all fits on the screen, shows colours, and leaves
// the text standing when it ends.
const usualPager = "less -FRX"

// PagerCommand is the command that a person wants long text in: that of
// ACTIONCTL_PAGER, of PAGER, or less. It is empty when they want none.
func PagerCommand(getenv func(string) string) string {
	command := usualPager
	for _, name := range []string{"ACTIONCTL_PAGER", "PAGER"} {
		if given := strings.TrimSpace(getenv(name)); given != "" {
			command = given
			break
		}
	}
	if command == "cat" {
		return ""
	}
	return command
}

// Page writes text to w: through the pager when the text is taller than the screen,
// else, or when the pager cannot be run, as it is.
func Page(ctx context.Context, w io.Writer, screen *Screen, command, text string) error {
	if command == "" || file(w) == nil || !screen.Moves() || lines(text, screen.Width()) < screen.Height() {
		_, err := io.WriteString(w, text)
		return err
	}
	// An interrupt is the pager's own: ended from here it would leave the screen as it is.
	cmd := pagerOf(context.WithoutCancel(ctx), command)
	cmd.Env = append(cmd.Environ(), lessSettings(cmd.Environ())...)
	cmd.Stdin, cmd.Stdout = strings.NewReader(text), file(w)
	if err := cmd.Run(); notRun(cmd, err) {
		_, err := io.WriteString(w, text)
		return err
	}
	return nil // how a person leaves the pager is no error
}

func pagerOf(ctx context.Context, command string) *exec.Cmd {
	if runtime.GOOS == "windows" {
		words := strings.Fields(command)
		return exec.CommandContext(ctx, words[0], words[1:]...) //nolint:gosec // the command is the user's own
	}
	return exec.CommandContext(ctx, "sh", "-c", command) //nolint:gosec // the command is the user's own
}

// lessSettings are what the environment does not say: that less shows colours, and that
// the text is UTF-8, for which it goes by the locale otherwise, and a container has none.
func lessSettings(environ []string) []string {
	given := map[string]string{}
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		given[name] = value
	}
	var more []string
	if given["LESS"] == "" {
		more = append(more, "LESS=FRX")
	}
	switch locale := cmp.Or(given["LC_ALL"], given["LC_CTYPE"], given["LANG"]); {
	case given["LESSCHARSET"] != "":
	case locale == "", locale == "C", locale == "POSIX":
		more = append(more, "LESSCHARSET=utf-8")
	}
	return more
}

// notRun tells that the pager showed nothing: it could not be started, or the shell
// says that there is no such command.
func notRun(cmd *exec.Cmd, err error) bool {
	if err == nil {
		return false
	}
	code := cmd.ProcessState.ExitCode()
	return cmd.ProcessState == nil || code == 126 || code == 127
}

// lines is how many lines text takes on a screen of a width.
func lines(text string, width int) int {
	n := 0
	for line := range strings.Lines(text) {
		n += 1 + max(0, Cells(stripped(strings.TrimSuffix(line, "\n")))-1)/max(width, 1)
	}
	return n
}

// stripped is text without the colours of Paint.
func stripped(text string) string { return colours().ReplaceAllString(text, "") }

var colours = lazyregexp.New("\x1b\\[[0-9;]*m")
