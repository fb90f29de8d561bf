package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
)

func (a *app) newConnectionsShow() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a connection's settings and where each was written, without secrets",
		Args:  oneName,
		RunE: func(_ *cobra.Command, args []string) error {
			a.call = connector.Call{Connection: args[0]}
			return a.showConnection(args[0], output)
		},
	}
	tableOrJSON(cmd, &output)
	return cmd
}

func (a *app) showConnection(name, output string) error {
	if err := checkTableOrJSON(output); err != nil {
		return err
	}
	info, err := a.store().Describe(name)
	if err != nil {
		return err
	}
	if output == "json" {
		return encodeJSON(a.Out, info, true)
	}
	fmt.Fprintf(a.Out, "%s: signs in by %s, from %s\n", info.Name, orDash(info.AuthType), info.Source)
	t := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	for _, s := range info.Settings {
		fmt.Fprintf(t, "  %s\t%s\t%s\n", s.Key, s.Value, s.Source)
	}
	a.warn(info.Warnings)
	return t.Flush()
}
