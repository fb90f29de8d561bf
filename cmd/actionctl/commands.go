package main

import "github.com/spf13/cobra"

// command is one that the program has.
type command struct {
	name  string
	build func() *cobra.Command
}

func (a *app) commands() []command {
	return []command{
		{"run", a.newRun}, {"batch", a.newBatch}, {"wait", a.newWait},
		{"list", a.newList}, {"search", a.newSearch}, {"describe", a.newDescribe}, {"skeleton", a.newSkeleton},
		{"lint", a.newLint}, {"fmt", a.newFmt}, {"sandbox", a.newSandbox}, {"serve", a.newServe}, {"mcp", a.newMCP},
		{"connections", a.newConnections}, {"tokens", a.newTokens}, {"doctor", a.newDoctor}, {"audit", a.newAudit},
		{"completion", a.newCompletion}, {"version", a.newVersion},
	}
}

// commandAsked is the command that the command line begins with, nil where it begins
// with anything else. The flags of all the others take as long to make as a call does.
func (a *app) commandAsked() *cobra.Command {
	for _, c := range a.commands() {
		if len(a.args) > 0 && a.args[0] == c.name {
			return c.build()
		}
	}
	return nil
}
