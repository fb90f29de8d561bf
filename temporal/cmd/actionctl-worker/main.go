// Command actionctl-worker runs the actions of connections as activities of Temporal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"go.temporal.io/sdk/contrib/envconfig"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends what does not heed the first
	os.Exit(run(ctx, &streams{Out: os.Stdout, Err: os.Stderr, Env: envconfig.EnvLookupOS}, os.Args[1:]))
}
