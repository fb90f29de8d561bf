package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/user"
	"path"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway"
	"github.com/actionctl/connector/gateway/mcp"
	"github.com/actionctl/connector/gateway/token"
)

// mcpPath is where the protocol is spoken over HTTP.
const mcpPath = "/mcp"

// manyPins are more tools than a model chooses well among.
const manyPins = 40

// mcpFlags say what agents get.
type mcpFlags struct {
	serve   serveFlags
	pin     []string
	aliases bool
	budget  int
	maxWait time.Duration
	confirm string
}

func (a *app) newMCP() *cobra.Command {
	var f mcpFlags
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Serve actions to agents over the Model Context Protocol",
		Long: `Serve actions to agents over the Model Context Protocol: on standard input and output,
as programs that start it themselves expect, or with --listen over HTTP.

Agents get four tools: search_actions, describe_action, run_action, list_connections. What
they may do is bounded by --mode, by the policy of each connection, and over HTTP by their
token. What --mode refuses runs when the person agrees, if the agent's program can ask;
--confirm never switches that off.`,
		Example: `  actionctl mcp -c prod --mode read_only
  actionctl mcp -c 'dev_*' --mode delete_safe --pin '*_clusters_*'
  actionctl mcp --listen 127.0.0.1:8788`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			if f.serve.listen == "" {
				return a.serveStdio(cmd.Context(), &f)
			}
			f.serve.mount, f.serve.onlyMounts = a.mountMCP(&f, f.serve.mode), true
			f.serve.mode = "" // it is that of the tools, who can ask for more
			return a.serve(cmd.Context(), &f.serve)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.serve.connections, "connection", "c", nil, "`GLOB` of connections that agents may use; may be repeated; all when left out")
	flags.StringVar(&f.serve.mode, "mode", string(connection.Safe), "what agents may do by themselves: read_only, safe, delete_safe or full_access")
	f.add(flags)
	flags.StringVar(&f.serve.listen, "listen", "", "serve HTTP at this `ADDRESS`, under "+mcpPath+", to who has a token")
	var served pflag.FlagSet
	f.serve.addOthers(&served)
	served.VisitAll(func(one *pflag.Flag) {
		if flags.Lookup(one.Name) == nil {
			one.Usage = "with --listen: " + one.Usage
			flags.AddFlag(one)
		}
	})
	a.tokensFlag(cmd)
	return cmd
}

// addOthers adds the flags of a gateway, and leaves what the command has set for its own.
func (f *serveFlags) addOthers(flags *pflag.FlagSet) {
	mode, connections := f.mode, f.connections
	f.add(flags)
	f.listen, f.mode, f.connections = "", mode, connections
}

func (f *mcpFlags) add(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.pin, "pin", nil, "`GLOB` of actions that become tools of their own; may be repeated")
	flags.BoolVar(&f.aliases, "aliases", false, "add get_connection_action_details and execute_connection_action")
	flags.IntVar(&f.budget, "budget", mcp.DefaultBudget, "about how many tokens a result may have")
	flags.DurationVar(&f.maxWait, "max-wait", mcp.DefaultMaxWait, "how long one call may wait for work")
	flags.StringVar(&f.confirm, "confirm", "ask", "what becomes of calls that --mode or a connection wants agreed to: ask the person, or never")
}

func (f *mcpFlags) check() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, usagef(format, args...)) }
	if err := (connection.Policy{Mode: connection.Mode(f.serve.mode)}).Validate(); err != nil {
		bad("--mode: %w", err)
	}
	for name, globs := range map[string][]string{"connection": f.serve.connections, "pin": f.pin} {
		for _, glob := range globs {
			if _, err := path.Match(glob, ""); err != nil || glob == "" {
				bad("--%s %q is no glob of names", name, glob)
			}
		}
	}
	if f.budget <= 0 || f.maxWait <= 0 {
		bad("--budget and --max-wait have to be above 0")
	}
	if !slices.Contains([]string{"ask", "never"}, f.confirm) {
		bad("--confirm %q is not one of ask, never", f.confirm)
	}
	return errors.Join(problems...)
}

// agents makes the server of these flags.
func (a *app) agents(c *connector.Connector, f *mcpFlags, mode string) (*mcp.Server, error) {
	o := mcp.Options{
		Connector: c, Mode: connection.Mode(mode), Connections: f.serve.connections, Pin: f.pin, Aliases: f.aliases,
		Budget: f.budget, MaxWait: f.maxWait, NeverAsk: f.confirm == "never", Version: connector.Version(), Logger: a.logger(),
		User: a.Getenv("USER"),
	}
	if u, err := user.Current(); err == nil {
		o.User = u.Username
	}
	s, err := mcp.New(o)
	if err != nil {
		return nil, usageError{err}
	}
	if n := len(s.Pinned()); len(f.pin) > 0 && n > manyPins {
		fmt.Fprintf(a.Err, "actionctl: warning: %d actions are pinned; each costs the model words in every conversation, and more than %d are hard to choose among\n", n, manyPins)
	}
	return s, nil
}

// serveStdio speaks the protocol on the standard streams, which are its alone.
func (a *app) serveStdio(ctx context.Context, f *mcpFlags) error {
	a.retries = func(connector.Retry) {} // nobody is watching a terminal
	c, err := a.open()
	if err != nil {
		return err
	}
	s, err := a.agents(c, f, f.serve.mode)
	if err != nil {
		return err
	}
	return s.RunIO(ctx, a.In, a.Out)
}

// mountMCP makes the protocol a part of a gateway. mode bounds it; "" is the safe one.
func (a *app) mountMCP(f *mcpFlags, mode string) func(*connector.Connector, *serveFlags) (map[string]http.Handler, error) {
	return func(c *connector.Connector, served *serveFlags) (map[string]http.Handler, error) {
		f.serve.connections = served.connections
		s, err := a.agents(c, f, mode)
		if err != nil {
			return nil, err
		}
		return map[string]http.Handler{mcpPath: s.Handler(agentOf)}, nil
	}
}

// agentOf is who sends a request, by the token that the gateway let it through with.
func agentOf(r *http.Request) (mcp.Client, bool) {
	t, ok := gateway.TokenFrom(r.Context())
	return mcp.Client{
		ID: t.ID, Name: t.Name, Request: gateway.RequestID(r.Context()), Gates: []connector.Gate{t}, Sees: t.Sees,
		SeesAction: func(action string) bool {
			return slices.ContainsFunc(token.Classes(), func(class string) bool { return t.Runs(action, class) })
		},
		NoConsent: !t.Scope.Confirm,
	}, ok
}

// mcpFlag lets a gateway serve agents too. Its --mode bounds them; without one they get
// the safe mode.
func (a *app) mcpFlag(cmd *cobra.Command, f *serveFlags) {
	agents := &mcpFlags{budget: mcp.DefaultBudget, maxWait: mcp.DefaultMaxWait, confirm: "ask"}
	var with bool
	cmd.Flags().BoolVar(&with, "mcp", false, "serve agents too, under "+mcpPath+"; see: actionctl mcp --help")
	cmd.PreRun = func(*cobra.Command, []string) {
		if with {
			if f.mode != "" {
				agents.confirm = "never" // what the whole gateway refuses, nobody is asked for
			}
			f.mount = a.mountMCP(agents, f.mode)
		}
	}
}
