package main

import (
	"fmt"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
)

func (a *app) newConnectionsRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Take a connection out of connections.yaml",
		Args:  oneName,
		RunE: func(_ *cobra.Command, args []string) error {
			a.call = connector.Call{Connection: args[0]}
			path, err := a.store().Remove(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Err, "removed connection %s from %s\n", args[0], path)
			return nil
		},
	}
}

func (a *app) newConnectionsDefault() *cobra.Command {
	return &cobra.Command{
		Use:   "default [NAME]",
		Short: "Make a connection the default of connections.yaml; without NAME say which it is",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return oneName(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.printDefault()
			}
			a.call = connector.Call{Connection: args[0]}
			path, err := a.store().SetDefault(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Err, "%s is the default of %s\n", args[0], path)
			name, why, err := a.store().Default()
			if err == nil && name != args[0] {
				fmt.Fprintf(a.Err, "warning: %s is used all the same, because of %s\n", name, why)
			}
			return err
		},
	}
}

func (a *app) printDefault() error {
	name, why, err := a.store().Default()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Err, "because of %s:\n", why)
	_, err = fmt.Fprintln(a.Out, name)
	return err
}
