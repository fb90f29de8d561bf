package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
)

// report prints the error, if any, and returns the exit code.
func (a *app) report(ctx context.Context, err error) int {
	code := exitCode(ctx, err)
	if err == nil || errors.Is(err, errSilent) {
		return code
	}
	o := connector.NewErrorObject(err, a.call)
	inCommands(&o)
	err = a.located(err)
	var usage usageError
	if errors.As(err, &usage) {
		o.Code, o.Category = "USAGE", connector.CategoryUsage
	}
	more := a.advise(&o, err)
	if a.errorJSON {
		printErrorJSON(a.Err, withSources(o, err))
	} else {
		if a.rest.again() {
			o.ResumeToken = "" // is in the command that comes next
		}
		a.printErrorText(err, o, more)
	}
	return code
}

func printErrorJSON(w io.Writer, o any) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(o) // there is nowhere left to report a failure of stderr
}

// printErrorText writes the error, what belongs to it indented below, as wide as the
// screen. What a service says cannot steer the terminal.
func (a *app) printErrorText(err error, o connector.ErrorObject, more []string) {
	const label = "actionctl: error:"
	width := a.errScreen.Width()
	first, rest, _ := strings.Cut(terminal.Lines(headline(err, more)), "\n")
	lines := []string{label + " " + first}
	for line := range strings.Lines(rest) {
		line = strings.TrimRight(line, "\n")
		if line != "" && !strings.HasPrefix(line, "  ") {
			line = "  " + line
		}
		lines = append(lines, line)
	}
	for _, line := range slices.Concat(more, details(err, o)) {
		lines = append(lines, "  "+terminal.Line(line))
	}
	for i, line := range lines {
		lines[i] = wrapped(line, width)
	}
	lines[0] = a.paintErr().In(terminal.BoldRed, label) + strings.TrimPrefix(lines[0], label)
	_, _ = fmt.Fprintln(a.Err, strings.Join(lines, "\n")) // there is nowhere left to report a failure of stderr
}

// headline is the error's own text, less what more says better.
func headline(err error, more []string) string {
	var unknown *registry.NotFoundError
	if errors.As(err, &unknown) && len(more) > 0 {
		return fmt.Sprintf("unknown action %q; did you mean one of these?", unknown.Name)
	}
	return err.Error()
}

// Lines to copy from are left as they are.
const (
	nextLabel   = "next: "
	tryLabel    = "try: "
	resumeLabel = "go on with: --starting-token "
	waitLabel   = "hint: go on waiting with: "
)

// details are what is known beyond the error's own text.
func details(err error, o connector.ErrorObject) []string {
	var lines []string
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, label+text)
		}
	}
	var api *connector.APIError
	if errors.As(err, &api) {
		for _, v := range api.Violations() {
			add("", v)
		}
		add("reason: ", api.Reason())
		for _, h := range api.Help() {
			add("help: ", h)
		}
	}
	add("meaning: ", o.Means)
	add(resumeLabel, o.ResumeToken)
	add("hint: ", o.Hint)
	for _, command := range o.Next {
		if !strings.Contains(o.Hint, command) {
			add(nextLabel, command)
		}
	}
	return lines
}

// wrapped is a line in pieces no wider than the screen; those after the first stand
// further in. A width of 0 leaves it as it is.
func wrapped(line string, width int) string {
	copied := slices.ContainsFunc([]string{nextLabel, tryLabel, resumeLabel, waitLabel}, func(label string) bool {
		return strings.HasPrefix(strings.TrimLeft(line, " "), label)
	})
	if width <= 0 || copied || terminal.Cells(line) <= width {
		return line
	}
	indent := len(line) - len(strings.TrimLeft(line, " "))
	inner := strings.Repeat(" ", indent+4)
	var b strings.Builder
	b.WriteString(line[:indent])
	col, begun := indent, false
	for _, word := range strings.Fields(line) {
		size := terminal.Cells(word)
		switch {
		case begun && col+1+size > width:
			b.WriteString("\n" + inner)
			col = len(inner)
		case begun:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col, begun = col+size, true
	}
	return b.String()
}
