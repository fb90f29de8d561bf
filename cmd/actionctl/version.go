package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
)

func (a *app) newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.Out, "actionctl %s %s %s/%s, %d actions\n", connector.Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, connector.Builtin().Len())
			return err
		},
	}
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, found %q", cmd.Name(), args[0])
	}
	return nil
}
