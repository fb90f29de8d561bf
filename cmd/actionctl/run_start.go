package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
)

// fitsStart reports what makes no sense where nothing but a handle is printed.
func (o *runOptions) fitsStart() error {
	if !o.waiting.start {
		return nil
	}
	var problems []error
	if o.waiting.wait || o.waiting.noWait {
		problems = append(problems, usagef("--start excludes --wait and --no-wait"))
	}
	if o.paging.all() {
		problems = append(problems, usagef("--start prints a handle, of which there are no items; give --all to actionctl wait"))
	}
	formats := []render.Format{render.JSON, render.Raw, render.None}
	if f := render.Format(o.output); !slices.Contains(formats, f) || o.look.jq != "" {
		problems = append(problems, usagef("--start prints a handle, which is -o json or one word; choose how the result looks with actionctl wait"))
	}
	return errors.Join(problems...)
}

// runStart starts the work and prints its handle. Whoever waits learns how it ended, also
// when that is known already.
func (a *app) runStart(ctx context.Context, c *connector.Connector, o *runOptions) error {
	within, stop := context.WithCancel(ctx)
	defer stop()
	var h connector.Handle
	_, err := c.Wait(within, a.call, connector.WaitOptions{OnProgress: func(p connector.Progress) {
		h = p.Handle
		stop() // it was started, which is all that is wanted
	}})
	a.live.Clear()
	if h.Action == "" || err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, connector.ErrFailed) {
		return err
	}
	return a.toOutput(o, func(w io.Writer) error { return writeHandle(w, h, o) })
}

// writeHandle writes a handle as one word, or as JSON where that was asked for.
func writeHandle(w io.Writer, h connector.Handle, o *runOptions) error {
	switch {
	case o.output == string(render.None):
		return nil
	case o.look.flags.Changed("output") && o.output == string(render.JSON):
		text, err := json.Marshal(h)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "%s\n", text)
		return err
	}
	_, err := fmt.Fprintln(w, h)
	return err
}
