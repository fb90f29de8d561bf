package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/internal/manual"
)

// describeDepth is how many levels of nested fields describe shows.
const describeDepth = 2

// describeOptions are the flags of describe.
type describeOptions struct {
	names  []string // actions, globs or services
	output string
	depth  int
	all    bool
}

func (a *app) newDescribe() *cobra.Command {
	var o describeOptions
	cmd := &cobra.Command{
		Use:   "describe ACTION …",
		Short: "Explain an action: parameters, body, answer, paging and waiting",
		Long: `Explain actions: what they do and how dangerous that is, their parameters, the body and
the answer as trees of fields, how pages are read and how work is waited for, and a
command that runs.

ACTION is the name of an action, a glob of names such as 'post_*_clusters_*', or the
name of a service. Fields of fields are folded (…); --depth and --all unfold them.`,
		Example: `  actionctl describe post_api_2_1_clusters_create
  actionctl describe --depth 3 post_api_2_2_jobs_create
  actionctl describe --all -o jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.names = args
			if err := o.check(); err != nil {
				return err
			}
			return a.describe(cmd.Context(), &o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.output, "output", "o", "text", "`FORMAT`: text, json, yaml, or jsonl for one line an action")
	f.IntVar(&o.depth, "depth", describeDepth, "show `N` levels of nested fields")
	f.BoolVar(&o.all, "all", false, "unfold all levels; without an ACTION, describe every action (with -o jsonl)")
	return cmd
}

func (o *describeOptions) check() error {
	switch {
	case !slices.Contains([]string{"text", "json", "yaml", "jsonl"}, o.output):
		return usagef("output %q is not one of text, json, yaml, jsonl", o.output)
	case o.depth < 1:
		return usagef("depth %d shows nothing; it is at least 1", o.depth)
	case o.all && len(o.names) == 0 && o.output != "jsonl":
		return usagef("--all without an action describes every action, and goes with -o jsonl")
	case !o.all && len(o.names) == 0:
		return usagef("describe takes the name of an action; find it with: actionctl search WORDS")
	}
	return nil
}

func (a *app) describe(ctx context.Context, o *describeOptions) error {
	c, err := a.open()
	if err != nil {
		return err
	}
	if len(o.names) == 1 {
		a.call.Action = o.names[0]
	}
	names := c.Registry().Names()
	if len(o.names) > 0 {
		if names, err = actionsNamed(c.Registry(), o.names); err != nil {
			return err
		}
	}
	d := &describer{app: a, c: c, options: o, several: len(names) > 1, layout: a.layout(o)}
	return d.write(ctx, names)
}

// layout is that of the screen; where there is none, text is as wide as usual.
func (a *app) layout(o *describeOptions) manual.Layout {
	depth := o.depth
	if o.all {
		depth = manual.Everything
	}
	return manual.Layout{Width: a.outScreen.Width(), Depth: depth, Paint: a.paintOut()}
}

// isGlob tells a pattern of names from a name.
func isGlob(name string) bool { return strings.ContainsAny(name, "*?[") }
