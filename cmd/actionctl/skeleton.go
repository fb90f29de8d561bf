package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/internal/skeleton"
	"github.com/actionctl/connector/registry"
)

// skeletonFormats of a skeleton.
var skeletonFormats = []string{"yaml", "json"}

func (a *app) newSkeleton() *cobra.Command {
	var output string
	o := skeleton.Options{}
	cmd := &cobra.Command{
		Use:   "skeleton ACTION",
		Short: "Print the parameters of an action as a file to fill in",
		Long: `Print all parameters of an action, the body among them, as a file to fill in: what is
required first and empty, the rest commented out, every field with what it is.`,
		Example: `  actionctl skeleton post_api_2_1_clusters_create > cluster.yaml
  $EDITOR cluster.yaml
  actionctl run post_api_2_1_clusters_create --params @cluster.yaml`,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkSkeleton(o, output, args); err != nil {
				return err
			}
			a.call.Action = args[0]
			c, err := a.open()
			if err != nil {
				return err
			}
			action, err := c.Registry().Action(args[0])
			if err != nil {
				return err
			}
			text := skeleton.YAML(action, c.Types(), o, skeletonHeading(action, o))
			if output == "json" {
				if text, err = skeleton.JSON(action, c.Types(), o); err != nil {
					return err
				}
			}
			_, err = io.WriteString(a.Out, text)
			return err
		},
	}
	f := cmd.Flags()
	f.StringVarP(&output, "output", "o", "yaml", "`FORMAT`: yaml, or json, which has no comments")
	f.BoolVar(&o.All, "all", false, "optional fields are not commented out")
	f.BoolVar(&o.RequiredOnly, "required-only", false, "leave optional fields out")
	f.IntVar(&o.Depth, "depth", skeleton.DefaultDepth, "write `N` levels of optional fields; deeper ones are folded")
	return cmd
}

func checkSkeleton(o skeleton.Options, output string, args []string) error {
	switch {
	case len(args) != 1:
		return usagef("skeleton takes the name of one action; find it with: actionctl search WORDS")
	case !slices.Contains(skeletonFormats, output):
		return usagef("output %q is not one of %s", output, strings.Join(skeletonFormats, ", "))
	case o.All && o.RequiredOnly:
		return usagef("--all and --required-only exclude each other")
	case o.Depth < 0:
		return usagef("depth %d is negative", o.Depth)
	}
	return nil
}

// skeletonHeading says what the file is and what to do with it.
func skeletonHeading(action *registry.Action, o skeleton.Options) []string {
	if action.Body == nil && len(action.Params) == 0 {
		return append(skeletonTitle(action), "There are none.")
	}
	todo := "Fill in what is empty, take one # away from what you want besides, then:"
	switch {
	case o.All:
		todo = "Fill in, and delete what you do not need: an empty value is sent as null. Then:"
	case o.RequiredOnly:
		todo = "Fill in what is empty, then:"
	}
	return append(skeletonTitle(action), todo, "", "  actionctl run "+action.Name+" --params @FILE")
}

// editHeading is that of a file in an editor that run has opened.
func editHeading(action *registry.Action) []string {
	return append(skeletonTitle(action),
		"Fill in what is empty, take one # away from what you want besides. It is checked and",
		"sent when you save it and close the editor; empty the file to send nothing.")
}

func skeletonTitle(action *registry.Action) []string {
	what := "All parameters of " + action.Name
	if action.Body != nil {
		what += ", the body being " + registry.BodyParam
	}
	return []string{what + ".", action.Summary, ""}
}
