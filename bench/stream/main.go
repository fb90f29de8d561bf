// Command stream moves a gibibyte each way through the library and through net/http
// alone, a process of its own for each transfer, and writes out/stream.json. It runs in
// the folder of its module:
//
//	cd bench && go run ./stream
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/actionctl/connector/bench/internal/part"
)

// roleEnv makes this program the server, or the client of one transfer.
const roleEnv = "ACTIONCTL_BENCH_STREAM"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	rounds := flag.Int("rounds", 15, "how often each transfer runs; ratios are medians of the rounds")
	size := flag.Int64("size", 1<<30, "bytes of a transfer")
	flag.Parse()
	if err := act(ctx, os.Getenv(roleEnv), *rounds, *size); err != nil {
		fmt.Fprintln(os.Stderr, "stream:", err)
		os.Exit(1)
	}
}

func act(ctx context.Context, role string, rounds int, size int64) error {
	switch {
	case role == "":
		return run(ctx, rounds, size)
	case role == "server":
		return part.Serve(&workspace{size: size})
	case transfers[role] == nil:
		return fmt.Errorf("%s=%s: there is no such role; leave the variable out", roleEnv, role)
	}
	return client(ctx, transfers[role], size)
}
