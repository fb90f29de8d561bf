package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/sandbox"
)

// How long a sandbox server waits for a request's headers, and for running requests
// when it is told to stop.
const (
	headerTimeout   = 10 * time.Second
	shutdownTimeout = 5 * time.Second
)

// stateEnv names the file that keeps the sandbox between commands.
const stateEnv = "ACTIONCTL_SANDBOX_STATE"

func (a *app) newSandbox() *cobra.Command {
	var listen string
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve an embedded workspace for other programs to try things out",
		Long: `Serve the embedded workspace over HTTP until interrupted. It checks every request and
remembers what was made, changed and deleted, until it ends or in the file of --state.
Within actionctl it needs no server: use -c sandbox.

` + faultHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serveSandbox(cmd.Context(), listen)
		},
	}
	a.faultFlag(cmd)
	a.outcomeFlag(cmd)
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8700", "`ADDRESS` to listen on")
	return cmd
}

func (a *app) serveSandbox(ctx context.Context, address string) error {
	c, err := a.open()
	if err != nil {
		return err
	}
	box, err := a.openSandbox(c.Registry(), c.Types())
	if err != nil {
		return err
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return usagef("cannot listen on %s: %w", address, err)
	}
	fmt.Fprintf(a.Out, "export DATABRICKS_HOST=http://%s\nexport DATABRICKS_TOKEN=%s\n", listener.Addr(), sandbox.Token)
	server := &http.Server{Handler: box, ReadHeaderTimeout: headerTimeout}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
