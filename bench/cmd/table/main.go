// Command table measures everything and writes RESULTS.md. It runs in the folder of its
// module:
//
//	cd bench && go run ./cmd/table
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"

	"github.com/actionctl/connector/bench/internal/part"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	rounds := flag.Int("rounds", 10, "how often the benchmarks run; ratios are medians of the rounds")
	benchtime := flag.String("benchtime", "200ms", "how long one benchmark runs in a round")
	only := flag.String("only", "", "parts to run, of benchmarks,cold,stream,soak, or none; all of them when empty. The other parts' rows are those of their last run")
	flag.Parse()
	if err := run(ctx, *rounds, *benchtime, *only); err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, n int, benchtime, only string) error {
	if n < 1 {
		return fmt.Errorf("-rounds %d: nothing would be measured; ask for at least 1", n)
	}
	chosen, err := choose(only)
	if err != nil {
		return err
	}
	var failed []error // a part that fails leaves the others standing
	if slices.Contains(chosen, inProcess) {
		failed = append(failed, benchmarks(ctx, n, benchtime))
	}
	for _, name := range parts {
		if slices.Contains(chosen, name) {
			failed = append(failed, runPart(ctx, name))
		}
	}
	return errors.Join(append(failed, tell(ctx))...)
}

// benchmarks runs the part of this module's benchmarks, and leaves its rows as the others
// do.
func benchmarks(ctx context.Context, n int, benchtime string) error {
	rounds, err := runRounds(ctx, n, benchtime)
	if err != nil {
		return err
	}
	m := measured{rounds: rounds}
	rows, err := m.rows()
	if err != nil {
		return err
	}
	return part.Write(inProcess, rows)
}

// tell prints the table and writes RESULTS.md.
func tell(ctx context.Context) error {
	rows, err := written(part.Folder)
	if err != nil {
		return err
	}
	rows = inOrder(rows)
	with, err := versions(ctx)
	if err != nil {
		return err
	}
	when, err := times(part.Folder)
	if err != nil {
		return err
	}
	fmt.Print(plain(rows))
	return os.WriteFile("RESULTS.md", []byte(results(rows, when, with)), 0o644)
}
