// Command soak lets 64 callers work for a long time, through the library and then through
// actionctl serve, and fails when memory, goroutines or open files grow meanwhile. It
// writes out/soak.json, and the profiles of the library's process beside it. It runs in
// the folder of its module:
//
//	cd bench && go run ./soak -for 30s
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

// roleEnv makes this program the workspace, or the program that uses the library.
const roleEnv = "ACTIONCTL_BENCH_SOAK"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	length := flag.Duration("for", 10*time.Minute, "how long each of the two goes on; at least 10s")
	callers := flag.Int("callers", 64, "how many call at once")
	flag.Parse()
	if err := act(ctx, os.Getenv(roleEnv), soak{*length, *callers}); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// soak is how long it takes and how hard it is.
type soak struct {
	length  time.Duration
	callers int
}

func act(ctx context.Context, role string, s soak) error {
	switch {
	case s.length < 10*time.Second || s.callers < 1:
		return fmt.Errorf("-for %s -callers %d: growth cannot be told; give at least 10s and 1", s.length, s.callers)
	case role == "":
		return run(ctx, s)
	case role == "workspace":
		return workspace()
	case role == "library":
		return library(ctx, s)
	}
	return fmt.Errorf("%s=%s: there is no such role; leave the variable out", roleEnv, role)
}
