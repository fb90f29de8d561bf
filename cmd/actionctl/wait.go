package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
)

func (a *app) newWait() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "wait HANDLE",
		Short: "Go on waiting for work that was started before",
		Long: `Go on waiting for work that another command started, and print what became of it.

HANDLE is what run --wait printed when it stopped waiting; @FILE reads it from a file,
- from standard input. It holds no secrets.`,
		Example: `  actionctl wait eyJ2ZXJzaW9uIjoxLCJhY3Rpb24i...
  actionctl wait @handle.json --wait-timeout 1h`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("wait needs one handle, @FILE, or - for standard input; found %d arguments", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.wait(cmd.Context(), args[0], &o)
		},
	}
	f := cmd.Flags()
	o.look.add(f, &o.output)
	f.StringVar(&o.outputFile, "output-file", "", "write the result to `FILE` instead of standard output")
	f.BoolVar(&o.paging.every, "all", false, "print the items of what the work left, such as the rows of a statement")
	o.waiting.addHow(f)
	return cmd
}

func (a *app) wait(ctx context.Context, arg string, o *runOptions) error {
	o.waiting.wait = true
	if err := o.check(); err != nil {
		return err
	}
	text, err := a.readHandle(ctx, arg)
	if err != nil {
		return err
	}
	h, err := connector.ParseHandle(text)
	if err != nil {
		return err
	}
	a.call = connector.Call{Connection: h.Connection, Action: h.Action}
	c, err := a.open()
	if err != nil {
		return err
	}
	action, err := c.Registry().Action(h.Action)
	if err != nil {
		return err
	}
	if err := o.paging.fits(c, action, true, o.look.asItCame()); err != nil {
		return err
	}
	if err := o.look.fits(c, action, o); err != nil {
		return err
	}
	if err := checkOutputFile(o.outputFile); err != nil {
		return err
	}
	p := a.newProgressLine()
	p.onInterrupt(ctx, o.waiting.abort)
	done, err := c.WaitFor(ctx, h, o.waiting.options(p))
	p.clear()
	return a.printEnd(ctx, c, o, done, err)
}

// maxHandleFile is more than any handle needs.
const maxHandleFile = 1 << 20

// readHandle finds the handle's text.
func (a *app) readHandle(ctx context.Context, arg string) ([]byte, error) {
	from := a.In
	if name, isFile := strings.CutPrefix(arg, "@"); isFile {
		f, err := os.Open(name)
		if err != nil {
			return nil, usageError{err}
		}
		defer func() { _ = f.Close() }() // it was only read
		from = f
	} else if arg != "-" {
		return []byte(arg), nil
	}
	text, err := terminal.Await(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(from, maxHandleFile+1)) })
	if len(text) > maxHandleFile {
		err = errors.Join(err, usagef("%s is no handle: it is longer than %d bytes", arg, maxHandleFile))
	}
	return text, err
}
