// Command cold measures how long programs take from their start to their end, and how
// much memory they need, and writes out/cold.json. It needs hyperfine and curl. It runs
// in the folder of its module:
//
//	cd bench && go run ./cold
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"

	"github.com/actionctl/connector/bench/internal/part"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	rounds := flag.Int("rounds", 31, "how often each program runs; ratios are medians of the rounds")
	official := flag.String("official", "", "`PROGRAM` that is the official command line; built from its module when empty")
	flag.Parse()
	if err := run(ctx, *rounds, *official); err != nil {
		fmt.Fprintln(os.Stderr, "cold:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds int, official string) error {
	if rounds < 1 {
		return fmt.Errorf("-rounds %d: nothing would be measured; ask for at least 1", rounds)
	}
	folder, err := os.MkdirTemp("", "actionctl-cold-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	b := builder{ctx, folder}
	if err := b.all(); err != nil {
		return err
	}
	if official == "" {
		if official, err = b.official(); err != nil {
			return err
		}
	}
	server, err := part.Start(exec.CommandContext(ctx, b.path("server")))
	if err != nil {
		return err
	}
	defer server.Stop()
	m := meter{ctx: ctx, builder: b, env: environment(folder, server.URL)}
	commands := commandsOf(b, official, server.URL)
	times, err := m.times(commands, rounds)
	if err != nil {
		return err
	}
	peaks, err := m.peaks(commands, rounds)
	if err != nil {
		return err
	}
	return part.Write("cold", rows(times, peaks))
}

// environment is that of a machine on which nothing was set up but the workspace.
func environment(home, host string) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "DATABRICKS_HOST=" + host, "DATABRICKS_TOKEN=t",
		"DATABRICKS_CLI_DISABLE_TELEMETRY=1", "DATABRICKS_CLI_DISABLE_UPDATE_CHECK=1",
	}
}
