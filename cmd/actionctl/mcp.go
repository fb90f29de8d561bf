package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway"
	"github.com/actionctl/connector/gateway/mcp"
)

// mcpPath is where the protocol is spoken over HTTP.
const mcpPath = "/mcp"

// forRoutes are flags of a gateway that say nothing about agents.
var forRoutes = []string{"max-calls", "max-calls-per-token", "max-body", "wait-timeout"}

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
	bounds  []connector.Gate // of all agents: what they refuse nobody is asked about
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
token. What --mode refuses runs when the person agrees, if the agent's program can ask.
With --confirm never nobody is asked.`,
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
	f.add(flags, "")
	flags.StringVar(&f.serve.listen, "listen", "", "serve HTTP at this `ADDRESS`, under "+mcpPath+", to who has a token")
	var served pflag.FlagSet
	f.serve.addOthers(&served)
	served.VisitAll(func(one *pflag.Flag) {
		if flags.Lookup(one.Name) == nil && !slices.Contains(forRoutes, one.Name) {
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

// add adds what there is to say about agents. with says beside which flag it counts.
func (f *mcpFlags) add(flags *pflag.FlagSet, with string) {
	flags.StringArrayVar(&f.pin, "pin", nil, with+"`GLOB` of actions that become tools of their own; may be repeated")
	flags.BoolVar(&f.aliases, "aliases", false, with+"add get_connection_action_details and execute_connection_action")
	flags.IntVar(&f.budget, "budget", mcp.DefaultBudget, with+"about how many tokens a result may have")
	flags.DurationVar(&f.maxWait, "max-wait", mcp.DefaultMaxWait, with+"how long one call may wait for work")
	flags.StringVar(&f.confirm, "confirm", "ask", with+"what becomes of calls that --mode or a connection wants agreed to: ask the person, or never")
}

func (f *mcpFlags) check() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, usagef(format, args...)) }
	if err := (connection.Policy{Mode: connection.Mode(f.serve.mode)}).Validate(); err != nil {
		bad("--mode: %w", err)
	}
	problems = append(problems, notGlobs("connection", f.serve.connections), notGlobs("pin", f.pin))
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
		Budget: f.budget, MaxWait: f.maxWait, CallTimeout: f.serve.bounds.CallTime, NeverAsk: f.confirm == "never", Version: connector.Version(), Logger: a.logger(),
		User: a.userName(),
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
		f.serve.connections, f.serve.bounds = served.connections, served.bounds
		s, err := a.agents(c, f, mode)
		if err != nil {
			return nil, err
		}
		return map[string]http.Handler{mcpPath: s.Handler(agentsOf(f.bounds))}, nil
	}
}

// agentsOf is who sends a request, by the token that the gateway let it through with. With
// --no-auth that is nobody in particular.
func agentsOf(bounds []connector.Gate) func(*http.Request) mcp.Client {
	return func(r *http.Request) mcp.Client {
		c := mcp.Client{
			Request: gateway.RequestID(r.Context()), Gates: bounds,
			Ending: gateway.Draining(r.Context()), Began: func() func() { return gateway.Began(r.Context()) },
		}
		t, ok := gateway.TokenFrom(r.Context())
		if !ok {
			return c
		}
		c.ID, c.Name, c.Gates = t.ID, t.Name, append([]connector.Gate{t}, bounds...)
		c.Sees, c.SeesAction, c.NoConsent = t.Sees, t.SeesAction, !t.Scope.Confirm
		return c
	}
}
