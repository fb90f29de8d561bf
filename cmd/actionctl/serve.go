package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/gateway"
	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/internal/reloading"
)

func (a *app) newServe() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve actions over HTTP to programs in any language",
		Long: `Serve actions over HTTP until interrupted, to programs in any language. GET /openapi.json
describes the calls; POST /v1/run runs an action.

Who calls needs a token that "actionctl tokens create" made; it says which connections,
actions and safety classes its owner may use. The policy of each connection counts beside
it, and so does --mode. Without tokens (--no-auth) only loopback is served.

Connections, tokens and certificates are read again when their files change, or on SIGHUP.
When it is told to end, it takes no more requests and lets those that run finish.`,
		Example: `  actionctl tokens create airflow --connection prod --class read --class cost
  actionctl serve --listen 127.0.0.1:8787 --connection prod
  actionctl serve --listen 0.0.0.0:8787 --tls-cert cert.pem --tls-key key.pem --allowed-host actions.example.com
  actionctl serve --no-auth --connection sandbox`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), &f) },
	}
	f.add(cmd.Flags())
	a.tokensFlag(cmd)
	a.mcpFlag(cmd, &f)
	return cmd
}

func (a *app) serve(ctx context.Context, f *serveFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	logs := f.logger(a.Err)
	a.retries = func(r connector.Retry) { logRetry(logs, r) }
	c, err := a.open()
	if err != nil {
		return err
	}
	if _, err := c.ReloadConnections(); err != nil {
		return err
	}
	o := gateway.Options{
		Connector: c, Connections: f.connections, Hosts: f.allowedHosts(), AnyHost: slices.Contains(f.hosts, anyName),
		Limits: f.bounds, Logger: logs, Version: connector.Version(), OnlyMounts: f.onlyMounts,
	}
	if f.mount != nil {
		if o.Mounts, err = f.mount(c, f); err != nil {
			return err
		}
	}
	if f.mode != "" {
		o.Gates = []connector.Gate{f.modeGate()}
	}
	if o.Tokens, err = a.clients(f); err != nil {
		return err
	}
	if o.Ready, err = a.readiness(o.Tokens); err != nil {
		return err
	}
	return a.serveGateway(ctx, f, gateway.New(o), logs)
}

// clients are the tokens of those who may call; nil where everybody may.
func (a *app) clients(f *serveFlags) (gateway.Tokens, error) {
	if f.noAuth && a.tokensFile != "" {
		return nil, usagef("--no-auth asks nobody for a token, so --tokens makes no sense beside it; leave one of them out")
	}
	if f.noAuth {
		return nil, nil
	}
	store := a.tokenStore()
	tokens, err := store.List()
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(tokens, func(t token.Token) bool { return t.State(time.Now()) == token.Active }) {
		return nil, usagef("there are no active tokens, so nobody could call; make one with: actionctl tokens create NAME --connection NAME (or serve everybody on this machine with --no-auth)")
	}
	return store, nil
}

// readiness is what keeps the gateway from serving calls as it should: records that they
// need and that cannot be written, a file of tokens that cannot be used any more.
func (a *app) readiness(tokens gateway.Tokens) (func() error, error) {
	var checks []func() error
	file, mode, err := a.auditWriter()
	if err != nil {
		return nil, err
	}
	if file != nil && mode != audit.BestEffort {
		checks = append(checks, file.Check)
	}
	if store, ok := tokens.(*token.Store); ok {
		checks = append(checks, store.Err)
	}
	return func() error {
		for _, check := range checks {
			if err := check(); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

func (a *app) serveGateway(ctx context.Context, f *serveFlags, g *gateway.Gateway, logs *slog.Logger) error {
	server := gateway.Server{Gateway: g, Drain: f.drain}
	scheme := "http"
	if f.cert != "" {
		var err error
		server.TLS, err = gateway.TLSFiles(f.cert, f.key, func(err error) { logs.Error("certificate", "error", err) })
		if err != nil {
			return err
		}
		scheme = "https"
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", f.listen)
	if err != nil {
		return usagef("cannot listen on %s: %w", f.listen, err)
	}
	metrics, stopMetrics, err := f.serveMetrics(ctx, g.Metrics())
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer stopMetrics()
	again, release := reloading.Hangups()
	defer release()
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go reloading.Watch{
		Files: a.store().Files(), Reload: a.opened.ReloadConnections, Again: again, Looks: time.NewTicker(reloading.Pause).C, Logs: logs,
	}.Run(watching)
	fmt.Fprintf(a.Out, "listening on %s://%s\n", scheme, listener.Addr())
	if metrics != nil {
		fmt.Fprintf(a.Out, "metrics on http://%s/metrics\n", metrics)
	}
	return server.Serve(ctx, listener)
}

// serveMetrics serves the metrics on a listener of their own, where one is wanted.
func (f *serveFlags) serveMetrics(ctx context.Context, h http.Handler) (address net.Addr, stop func(), err error) {
	if f.metricsListen == "" {
		return nil, func() {}, nil
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", f.metricsListen)
	if err != nil {
		return nil, nil, usagef("cannot listen on %s: %w", f.metricsListen, err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h)
	server := &http.Server{Handler: mux, ReadTimeout: headerTimeout, WriteTimeout: headerTimeout}
	go func() { _ = server.Serve(listener) }() // it ends when it is closed
	return listener.Addr(), func() { _ = server.Close() }, nil
}
