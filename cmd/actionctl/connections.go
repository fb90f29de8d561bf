package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

func (a *app) newConnections() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "connections",
		Short: "See, add, try and remove connections",
		Long: `See, add, try and remove connections.

A connection is looked for in the environment (env: DATABRICKS_HOST and the variables
beside it), in connections.yaml and among the profiles of ~/.databrickscfg; the first
that has the name counts whole. connections.yaml is what ACTIONCTL_CONNECTIONS names, or
actionctl/connections.yaml in XDG_CONFIG_HOME or ~/.config.

When none is named: ACTIONCTL_CONNECTION, DATABRICKS_CONFIG_PROFILE, env if DATABRICKS_HOST
is set, the default of connections.yaml, the default of ~/.databrickscfg.

Secrets stand there as references and are read when they are needed:
  env:NAME              a variable
  file:PATH             a file, less one newline at its end
  command:PROGRAM ARG … what a program prints; no shell runs it, '…' and "…" hold
                        blanks together
  keyring:SERVICE/NAME  the keyring of the system`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(a.newConnectionsList(), a.newConnectionsShow(), a.newConnectionsAdd(),
		a.newConnectionsTest(), a.newConnectionsRemove(), a.newConnectionsDefault())
	return cmd
}

// store finds the same connections as the connector of this command line.
func (a *app) store() *connection.Store {
	return &connection.Store{
		Getenv: a.Getenv,
		Given: map[string]connection.Connection{
			sandboxName: {Host: sandbox.Host, Auth: connection.StaticToken(sandbox.Token), Source: "embedded"},
		},
	}
}

// warn prints the warnings of connections.
func (a *app) warn(warnings []string) {
	for _, w := range warnings {
		fmt.Fprintln(a.Err, "warning: "+w)
	}
}

// oneName is the argument of most commands here.
func oneName(cmd *cobra.Command, args []string) error {
	if len(args) != 1 || args[0] == "" {
		see := "actionctl connections list"
		if cmd.Name() == "add" { // it names a new one
			see = cmd.CommandPath() + " --help"
		}
		return usagef("%s wants the name of one connection; see: %s", cmd.Name(), see)
	}
	return nil
}

func tableOrJSON(cmd *cobra.Command, output *string) {
	cmd.Flags().StringVarP(output, "output", "o", "table", "`FORMAT`: table or json")
}

func checkTableOrJSON(output string) error {
	if output != "table" && output != "json" {
		return usagef("output %q is not one of table, json", output)
	}
	return nil
}
