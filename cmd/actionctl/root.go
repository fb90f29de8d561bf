package main

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
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
	actionDirs []string
	debug      bool           // records of calls and attempts go to stderr
	errorJSON  bool           // errors go out as one JSON object
	call       connector.Call // what the command was about, for its error
}

// run runs one command line and returns the exit code.
func run(ctx context.Context, io *streams, args []string) int {
	a := &app{streams: io, errorJSON: wantsJSON(args)}
	root := a.newRoot()
	root.SetArgs(args)
	root.SetIn(io.In)
	root.SetOut(io.Out)
	root.SetErr(io.Err)
	return a.report(ctx, root.ExecuteContext(ctx))
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
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(a.newRun(), a.newList(), a.newSearch(), a.newDescribe(), a.newLint(), a.newFmt(), a.newSandbox(), a.newConnections(), a.newVersion())
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
	cfg := connector.Config{Actions: dirs, Getenv: a.Getenv, Application: "cmd/actionctl", Logger: a.logger()}
	box := sandbox.New(connector.Builtin(), nil)
	if len(dirs) > 0 { // the sandbox serves the added actions too
		c, err := connector.Open(cfg)
		if err != nil {
			return nil, err
		}
		box = sandbox.New(c.Registry(), c.Types())
	}
	cfg.Connections = map[string]connection.Connection{sandboxName: box.Connection()}
	return connector.Open(cfg)
}
