package main

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
)

// mcpFlag lets a gateway serve agents too. Its --mode bounds them; without one they get
// the safe mode.
func (a *app) mcpFlag(cmd *cobra.Command, f *serveFlags) {
	var agents mcpFlags
	var with bool
	cmd.Flags().BoolVar(&with, "mcp", false, "serve agents too, under "+mcpPath+"; see: actionctl mcp --help")
	var forAgents pflag.FlagSet
	agents.add(&forAgents, "with --mcp: ")
	cmd.Flags().AddFlagSet(&forAgents)
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if !with {
			var problems []error
			forAgents.VisitAll(func(one *pflag.Flag) {
				if one.Changed {
					problems = append(problems, usagef("--%s is for agents: give --mcp too", one.Name))
				}
			})
			return errors.Join(problems...)
		}
		if f.mode != "" {
			agents.bounds = []connector.Gate{f.modeGate()}
		}
		f.mount = a.mountMCP(&agents, f.mode)
		if err := agents.check(); err != nil {
			return errors.Join(err, f.check())
		}
		return nil
	}
}
