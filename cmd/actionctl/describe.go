package main

import (
	"encoding/json"
	"io"
	"slices"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
)

func (a *app) newDescribe() *cobra.Command {
	var output string
	var all bool
	cmd := &cobra.Command{
		Use:   "describe ACTION",
		Short: "Explain an action: parameters, body, answer, paging and waiting",
		Example: `  actionctl describe post_api_2_1_clusters_create
  actionctl describe --all -o jsonl`,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkDescribe(all, output, args); err != nil {
				return err
			}
			c, err := a.open()
			if err != nil {
				return err
			}
			if !all {
				a.call.Action = args[0]
				return describe(a.Out, c, args[0], output)
			}
			for _, name := range c.Registry().Names() {
				if err := describe(a.Out, c, name, output); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "text", "`FORMAT`: text, json, yaml, or jsonl for one line an action")
	cmd.Flags().BoolVar(&all, "all", false, "describe every action; with -o jsonl")
	return cmd
}

func checkDescribe(all bool, output string, args []string) error {
	switch {
	case !slices.Contains([]string{"text", "json", "yaml", "jsonl"}, output):
		return usagef("output %q is not one of text, json, yaml, jsonl", output)
	case all && len(args) > 0:
		return usagef("--all describes every action; leave %q out", args[0])
	case all && output != "jsonl":
		return usagef("--all goes with -o jsonl")
	case !all && len(args) != 1:
		return usagef("describe takes the name of one action; find it with: actionctl search WORDS")
	}
	return nil
}

func describe(w io.Writer, c *connector.Connector, name, format string) error {
	d, err := c.Describe(name)
	if err != nil {
		return err
	}
	switch format {
	case "jsonl":
		return encodeJSON(w, d, false)
	case "json":
		return encodeJSON(w, d, true)
	case "yaml":
		text, err := json.Marshal(d)
		if err != nil {
			return err
		}
		return writeYAML(w, text)
	}
	return describeText(w, c, d)
}
