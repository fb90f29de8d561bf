package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	connector "github.com/actionctl/connector"
)

// runAll reads the list that the call asks for.
func (a *app) runAll(ctx context.Context, c *connector.Connector, o *runOptions) error {
	action, err := c.Registry().Action(o.action)
	if err != nil {
		return err
	}
	l, look := c.List(a.call), a.options(o)
	err = a.toOutput(o, func(w io.Writer) error {
		if merges(action) {
			return printObject(ctx, w, l.Items(ctx), look)
		}
		return printPages(ctx, w, l.Pages(ctx), look, a.countItems(look))
	})
	a.live.Clear()
	if err != nil && a.replaces(o) {
		return withoutToken(err)
	}
	if token := l.ResumeToken(); err == nil && token != "" {
		a.tellResume(token)
	}
	return err
}

// toOutput has something written to where the result belongs.
func (a *app) toOutput(o *runOptions, write func(io.Writer) error) error {
	if o.outputFile == "" || o.outputFile == "-" {
		return write(a.Out)
	}
	return writeFile(o.outputFile, write)
}

// replaces tells that the result takes a file's place once it is whole. Of one that
// broke off nothing is left to go on from.
func (a *app) replaces(o *runOptions) bool {
	if o.outputFile == "" || o.outputFile == "-" {
		return false
	}
	info, err := os.Stat(o.outputFile)
	return err != nil || info.Mode().IsRegular()
}

func withoutToken(err error) error {
	var page *connector.PageError
	if errors.As(err, &page) {
		page.ResumeToken = ""
	}
	return err
}

// tellResume says how to go on behind a limit.
func (a *app) tellResume(token string) {
	if !a.errorJSON {
		fmt.Fprintf(a.Err, "actionctl: there is more; go on with: --starting-token %s\n", token)
		return
	}
	text, err := json.Marshal(map[string]string{"resume_token": token})
	if err == nil { // text always has a form
		fmt.Fprintf(a.Err, "%s\n", text)
	}
}

// plan is the request that the command would send first.
func (a *app) plan(ctx context.Context, c *connector.Connector, o *runOptions) (*connector.Plan, error) {
	if o.paging.all() && !o.waiting.wait {
		return c.List(a.call).Plan(ctx)
	}
	return c.Plan(ctx, a.call)
}

// tellMore tells a person that what was printed is not everything.
func (a *app) tellMore(c *connector.Connector, res *connector.Result) {
	if a.errScreen == nil || a.errorJSON {
		return
	}
	if c.HasMore(a.call, res) {
		fmt.Fprintln(a.Err, "actionctl: there are more pages; read them with --all")
	}
}
