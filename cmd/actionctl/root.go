package main

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/schema"
)

// streams are what a command may touch of its process.
type streams struct {
	In     io.Reader
	Out    io.Writer // results only
	Err    io.Writer // everything else
	Getenv func(string) string
}

// app is what the commands share.
type app struct {
	*streams
	console
	actionDirs []string
	state      string         // file that keeps the sandbox between commands
	outcomes   []string       // how the sandbox's work ends: ACTION=STATE
	faults     []string       // what the sandbox is to do wrong, as text
	debug      bool           // records of calls and attempts go to stderr
	errorJSON  bool           // errors go out as one JSON object
	call       connector.Call // what the command was about, for its error
	written    *written       // where its parameters were written
	draft      *draft         // the file that --edit opened
	args       []string       // of the command line
	noInput    bool           // nobody is to be asked
	opened     *connector.Connector
	auditing   auditing              // where calls are written down
	tokensFile string                // where the gateway's tokens are; "" is the usual place
	retries    func(connector.Retry) // told of retries instead of the screen
	rest       *goingOn              // behind a listing that stopped
	grace      time.Duration         // for the running calls of a batch that is interrupted
	interrupts func() (next <-chan os.Signal, release func())
}

// run runs one command line and returns the exit code.
func run(ctx context.Context, io *streams, args []string) int {
	a := &app{streams: io, args: args, errorJSON: wantsJSON(args), grace: batchGrace, interrupts: nextInterrupts}
	a.attach()
	root := a.newRoot()
	root.SetArgs(args)
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	err := root.ExecuteContext(ctx)
	a.live.Clear() // what is said of the end stays
	a.closeAudit(err)
	return a.report(ctx, err)
}

func (a *app) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "actionctl",
		Short: "Run any REST action of a Databricks workspace by its name",
		Long: `actionctl finds, explains and runs the REST actions of a Databricks workspace.

  actionctl search start cluster
  actionctl describe post_api_2_1_clusters_start
  actionctl run post_api_2_1_clusters_start data.cluster_id=1234-567890-abcde123

Connections: "sandbox" is an embedded workspace for trying things out, "env" is
DATABRICKS_HOST with the variables beside it, others stand in connections.yaml or are
profiles of ~/.databrickscfg; see: actionctl connections --help

Exit codes: 0 done, 1 local failure, 2 wrong usage or invalid parameters, 3, 4 or 5 the
class of the service's answer, 6 deadline, 7 the work ended in failure, 8 refused by
policy, 130 interrupted.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	root.PersistentFlags().StringArrayVar(&a.actionDirs, "actions", nil, "folder of `DIR`/<service>/<name>.yaml descriptors to add; may be repeated")
	root.PersistentFlags().BoolVar(&a.debug, "debug", false, "tell on standard error what is sent and how it ends, without secrets")
	root.PersistentFlags().StringVar(&a.state, "state", "", "`FILE` that keeps the sandbox between commands; "+stateEnv+" does too")
	root.PersistentFlags().Var(&a.color, "color", "colours: auto (on terminals), always or never")
	root.PersistentFlags().BoolVar(&a.noPager, "no-pager", false, "never show long text in a pager")
	root.PersistentFlags().BoolVar(&a.noInput, "no-input", false, "never ask; what is missing is an error (also ACTIONCTL_NO_INPUT and CI)")
	a.auditing.add(root.PersistentFlags())
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) { cmd.SetContext(a.asCaller(cmd.Context())) }
	root.SetFlagErrorFunc(flagError)
	if one := a.commandAsked(); one != nil {
		root.AddCommand(one)
		return root
	}
	for _, c := range a.commands() {
		root.AddCommand(c.build())
	}
	helpFor(root)
	if a.completing() {
		a.complete(root)
	}
	return root
}

// logger is where calls are written down, nil when nobody asked for it.
func (a *app) logger() *slog.Logger {
	if !a.debug {
		return nil
	}
	return slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// sandboxName is the connection that runs in this process.
const sandboxName = "sandbox"

// open makes the connector of this command line.
func (a *app) open() (*connector.Connector, error) {
	dirs := make([]fs.FS, len(a.actionDirs))
	for i, dir := range a.actionDirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, usagef("--actions: %s is no folder of descriptors", dir)
		}
		dirs[i] = os.DirFS(dir)
	}
	cfg := connector.Config{Actions: dirs, Getenv: a.Getenv, Application: "cmd/actionctl", Logger: a.logger(), OnRetry: a.tellRetry}
	reg, types := connector.Builtin(), (*schema.Types)(nil)
	var err error
	if cfg.Audit, err = a.audit(); err != nil {
		return nil, err
	}
	if len(dirs) > 0 { // the sandbox serves the added actions too
		c, err := connector.Open(cfg)
		if err != nil {
			return nil, err
		}
		reg, types = c.Registry(), c.Types()
	}
	cfg.Connections = map[string]connection.Connection{sandboxName: a.sandboxConnection(reg, types)}
	c, err := connector.Open(cfg)
	a.opened = c
	return c, err
}
