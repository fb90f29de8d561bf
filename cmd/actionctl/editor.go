package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"

	"github.com/actionctl/connector/internal/terminal"
)

// editor is the command of the person's editor.
func (a *app) editor() (string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if command := a.Getenv(name); strings.TrimSpace(command) != "" {
			return command, nil
		}
	}
	if terminal.ScreenOf(a.In, a.Getenv) == nil {
		return "", usagef("--edit needs a terminal, or an editor that does without: set VISUAL or EDITOR")
	}
	if runtime.GOOS == "windows" {
		return "notepad", nil
	}
	return "vi", nil
}

// openEditor runs the editor and waits for its end. Its output goes where a person
// looks: standard output is for results.
func (a *app) openEditor(ctx context.Context, editor, file string) error {
	// a shell, as for git: the command may have arguments
	cmd := exec.CommandContext(ctx, "sh", "-c", editor+` "$@"`, editor, file)
	if runtime.GOOS == "windows" {
		words := append(strings.Fields(editor), file)
		cmd = exec.CommandContext(ctx, words[0], words[1:]...)
	}
	screen := a.Err
	if f := terminal.File(a.Err); f != nil {
		screen = f
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.In, screen, screen
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		var ended *exec.ExitError
		if errors.As(err, &ended) && (ended.ExitCode() < 0 || ended.ExitCode() == exitInterrupted) { // a signal, to it or to what it ran
			return terminal.ErrInterrupted
		}
		return fmt.Errorf("editor %s: %w", editor, err)
	}
	return nil
}
