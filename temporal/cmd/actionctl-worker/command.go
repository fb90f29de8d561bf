package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"go.temporal.io/sdk/contrib/envconfig"
)

// streams are what the command may touch of its process.
type streams struct {
	Out io.Writer // what is served where
	Err io.Writer // the log, errors
	Env envconfig.EnvLookup
}

func (s *streams) getenv(name string) string {
	value, _ := s.Env.LookupEnv(name)
	return value
}

// run runs one command line and returns the exit code.
func run(ctx context.Context, s *streams, args []string) int {
	cmd := newCommand(s)
	cmd.SetArgs(args)
	cmd.SetOut(s.Out)
	cmd.SetErr(s.Err)
	err := cmd.ExecuteContext(ctx)
	if err != nil {
		_, _ = fmt.Fprintln(s.Err, "actionctl-worker: error:", strings.ReplaceAll(err.Error(), "\n", "\n  ")) // there is nowhere left to report a failure of stderr
	}
	return exitCode(ctx, err)
}

func newCommand(s *streams) *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:   "actionctl-worker",
		Short: "Run actions of a Databricks workspace as activities of Temporal",
		Long: `Run the activities RunAction, WaitAction, ListItems, RunBatch and ReadObject until
interrupted, for workflows in any language. Each connection has a task queue of its own,
actionctl-NAME, whose rate is that of the connection, over all workers together. The
policy of a connection counts, and so does --mode.

Where Temporal is, is said by TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY,
TEMPORAL_TLS_* or a profile of temporal.toml, as for Temporal's own programs; with
TEMPORAL_CODEC_ENDPOINT a codec server encrypts what workflows and activities tell each other.
Whoever may start workflows in the namespace acts with the credentials of these connections.

Connections are read again when their files change, or on SIGHUP: workers come and go with
them. When it is told to end, it takes no more work, gives waits back for another worker
to go on with, and lets calls finish. A second interrupt ends it at once.

Exit codes: 0 done, 1 local failure, 2 wrong usage, 130 ended before all calls had.`,
		Example: `  actionctl-worker --connection prod --audit audit.jsonl --metrics-listen 127.0.0.1:9090
  actionctl-worker --address temporal.internal:7233 --namespace data --objects prod:/Volumes/main/default/objects
  actionctl-worker --connection sandbox`,
		Version:       describeBuild(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("actionctl-worker takes no arguments, found %q", args)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			return serve(cmd.Context(), s, &f)
		},
	}
	cmd.SetVersionTemplate("{{.Version}}\n")
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usagef("%w", err) })
	cmd.CompletionOptions.DisableDefaultCmd = true
	f.add(cmd.Flags())
	return cmd
}
