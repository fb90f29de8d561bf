package main

import (
	"cmp"
	"context"
	"fmt"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/internal/terminal"
)

// console is the terminals that the streams of a command lead to.
type console struct {
	outScreen, errScreen *terminal.Screen // nil for a pipe or a file
	live                 *terminal.Live   // nil where nothing is rewritten in place
	color                colorMode
	noPager              bool
}

// colorMode is the value of --color.
type colorMode string

// Set takes auto, always or never.
func (m *colorMode) Set(text string) error {
	*m = colorMode(text)
	return terminal.CheckColorMode(text)
}

func (m *colorMode) String() string { return cmp.Or(string(*m), "auto") }

// Type names the kind of value in the help.
func (m *colorMode) Type() string { return "MODE" }

// attach finds the terminals. From then on what is written to the streams and the live
// line do not get into each other's way.
func (a *app) attach() {
	a.outScreen = terminal.ScreenOf(a.Out, a.Getenv)
	a.errScreen = terminal.ScreenOf(a.Err, a.Getenv)
	if a.errorJSON || !a.errScreen.Moves() {
		return
	}
	a.live = terminal.NewLive(a.Err, a.errScreen.Width, time.Now)
	shared := *a.streams
	shared.Err = a.live.Above(a.Err)
	if a.outScreen != nil {
		shared.Out = a.live.Above(a.Out)
	}
	a.streams = &shared
}

// paintOut colours what goes to standard output, paintErr what goes to standard error.
func (a *app) paintOut() terminal.Paint {
	return terminal.PaintFor(string(a.color), a.outScreen, a.Getenv)
}

func (a *app) paintErr() terminal.Paint {
	return terminal.PaintFor(string(a.color), a.errScreen, a.Getenv)
}

// note tells a person something about the result. Whoever reads JSON expects an error
// object on standard error or nothing.
func (a *app) note(text string) {
	if !a.errorJSON {
		fmt.Fprintln(a.Err, "actionctl:", text)
	}
}

// page writes long text, through a pager where a person reads it.
func (a *app) page(ctx context.Context, text string) error {
	command := ""
	if !a.noPager {
		command = terminal.PagerCommand(a.Getenv)
	}
	return terminal.Page(ctx, a.Out, a.outScreen, command, text)
}

// options say how results are written. With --output-file they are written as in a
// pipe, also where that is standard output.
func (a *app) options(o *runOptions) render.Options {
	look := render.Options{Format: render.Format(o.output), Columns: o.look.columns, Query: o.look.query, Layout: o.look.layout, Note: a.note}
	if o.outputFile == "" {
		look.Width, look.Screen, look.Paint = a.outScreen.Width(), a.outScreen != nil, a.paintOut()
	}
	return look
}

// countItems tells how far a long listing is, unless its items can be seen to come.
func (a *app) countItems(look render.Options) func(items int) {
	return func(items int) {
		if !look.Screen {
			a.live.Set(fmt.Sprintf("actionctl: %d items so far", items))
		}
	}
}

// tellRetry says why a call takes longer.
func (a *app) tellRetry(r connector.Retry) {
	if a.retries != nil {
		a.retries(r)
		return
	}
	why := r.Attempt.Error
	if r.Attempt.Status != 0 {
		why = fmt.Sprintf("%d %s", r.Attempt.Status, r.Attempt.Code)
	}
	a.live.Show(fmt.Sprintf("actionctl: %s: attempt %d in %s", why, r.Attempt.Number+1, r.Attempt.Wait.Round(time.Second)))
}
