package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// runAll reads the list that the call asks for.
func (a *app) runAll(ctx context.Context, c *connector.Connector, o *runOptions) error {
	action, err := c.Registry().Action(o.action)
	if err != nil {
		return err
	}
	return a.printListing(ctx, o, action, c.List(a.call))
}

// printListing prints what a listing of an action reads, and how to go on behind it.
func (a *app) printListing(ctx context.Context, o *runOptions, action *registry.Action, l *connector.Listing) error {
	look := a.options(o)
	err := a.toOutput(o, func(w io.Writer) error {
		if merges(action) {
			return printObject(ctx, w, l.Items(ctx), look)
		}
		return printPages(ctx, w, l.Pages(ctx), look, a.countItems(look))
	})
	a.live.Clear()
	if err != nil && a.replaces(o) {
		return withoutToken(err)
	}
	if rest, more := l.Rest(); more {
		a.rest = &goingOn{token: rest.List.StartingToken}
		if o.waiting.wait {
			a.rest.command = restCommand(rest)
		}
		if err == nil {
			a.tellRest()
		}
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
