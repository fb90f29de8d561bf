package main

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway"
)

// serveFlags say what is served, where, and to whom.
type serveFlags struct {
	listen, metricsListen string
	noAuth, insecure      bool
	cert, key             string
	hosts                 []string
	mode                  string
	connections           []string
	log                   string
	drain                 time.Duration
	bounds                gateway.Limits
	// mount makes handlers beside the routes, by their path; see gateway.Options. onlyMounts
	// leaves the routes out.
	mount      func(*connector.Connector, *serveFlags) (map[string]http.Handler, error)
	onlyMounts bool
}

func (f *serveFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.listen, "listen", "127.0.0.1:8787", "`ADDRESS` to listen on")
	flags.BoolVar(&f.noAuth, "no-auth", false, "ask nobody for a token; on loopback only")
	flags.StringVar(&f.cert, "tls-cert", "", "`FILE` of the certificate, PEM, with those between it and the root")
	flags.StringVar(&f.key, "tls-key", "", "`FILE` of the certificate's key, PEM")
	flags.BoolVar(&f.insecure, "insecure-http", false, "serve other machines without TLS, where something in front of the gateway does it")
	flags.StringArrayVar(&f.hosts, "allowed-host", nil, "`NAME` by which clients call the gateway, beside those of --listen and localhost; may be repeated; * is any")
	flags.StringVar(&f.mode, "mode", "", "what is served at most: read_only, safe, delete_safe or full_access (the default)")
	flags.StringArrayVarP(&f.connections, "connection", "c", nil, "`GLOB` of connections to serve; may be repeated; all when left out")
	flags.StringVar(&f.metricsListen, "metrics-listen", "", "`ADDRESS` where the metrics are without a token; at /metrics they need one made with --metrics")
	flags.StringVar(&f.log, "log", "text", "how requests are told on standard error: text, json or off")
	flags.DurationVar(&f.drain, "drain", 30*time.Second, "how long running calls may go on when the gateway is told to end")
	flags.IntVar(&f.bounds.Calls, "max-calls", 256, "calls that run at once; more are told to come again")
	flags.IntVar(&f.bounds.CallsPerToken, "max-calls-per-token", 0, "of them those of one token (default as many as --max-calls)")
	flags.IntVar(&f.bounds.Waits, "max-waits", 1024, "waits, listings and batches that run at once")
	flags.IntVar(&f.bounds.WaitsPerToken, "max-waits-per-token", 0, "of them those of one token (default as many as --max-waits)")
	flags.DurationVar(&f.bounds.CallTime, "call-timeout", 10*time.Minute, "how long one call may take with all its attempts")
	flags.DurationVar(&f.bounds.WaitTime, "wait-timeout", 24*time.Hour, "how long a wait, a listing or a batch may take")
	flags.DurationVar(&f.bounds.Pause, "pause", 30*time.Second, "how long a body may stand still, and a client may not read")
	flags.Int64Var(&f.bounds.Body, "max-body", 16<<20, "bytes of a JSON body; files and batches may be longer")
}

// check finds every mistake, above all what would open the gateway to more than was meant.
func (f *serveFlags) check() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, usagef(format, args...)) }
	if err := (connection.Policy{Mode: connection.Mode(f.mode)}).Validate(); err != nil {
		bad("--mode: %w", err)
	}
	problems = append(problems, notGlobs("connection", f.connections))
	if (f.cert == "") != (f.key == "") {
		bad("--tls-cert and --tls-key go together; give both or none")
	}
	if !onLoopback(f.listen) {
		if f.noAuth {
			bad("--no-auth is for loopback only; --listen %s is reached from other machines, which need tokens", f.listen)
		}
		if f.cert == "" && !f.insecure {
			bad("--listen %s is reached from other machines, which would send tokens in the clear; give --tls-cert and --tls-key, or --insecure-http where a proxy does TLS", f.listen)
		}
	}
	if f.noAuth && slices.Contains(f.hosts, anyName) {
		bad("--no-auth with --allowed-host %s lets every page that a browser here opens call the gateway; name the hosts", anyName)
	}
	if f.log != "text" && f.log != "json" && f.log != "off" {
		bad("--log %q is not one of text, json, off", f.log)
	}
	for _, given := range []struct {
		name     string
		n, least int64
	}{
		{"max-calls", int64(f.bounds.Calls), 1}, {"max-waits", int64(f.bounds.Waits), 1}, {"max-body", f.bounds.Body, 1},
		{"call-timeout", int64(f.bounds.CallTime), 1}, {"wait-timeout", int64(f.bounds.WaitTime), 1},
		{"pause", int64(f.bounds.Pause), 1}, {"drain", int64(f.drain), 1},
		{"max-calls-per-token", int64(f.bounds.CallsPerToken), 0}, {"max-waits-per-token", int64(f.bounds.WaitsPerToken), 0}, // 0: not given
	} {
		if given.n < given.least {
			bad("--%s has to be above 0", given.name)
		}
	}
	return errors.Join(problems...)
}

// notGlobs says what is no glob among the values of a flag.
func notGlobs(flag string, globs []string) error {
	var problems []error
	for _, glob := range globs {
		if _, err := path.Match(glob, ""); err != nil || glob == "" {
			problems = append(problems, usagef("--%s %q is no glob of names", flag, glob))
		}
	}
	return errors.Join(problems...)
}

// onLoopback tells whether only this machine reaches an address.
func onLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// anyName is an --allowed-host that lets every name pass.
const anyName = "*"

// allowedHosts are the names of the gateway.
func (f *serveFlags) allowedHosts() []string {
	var names []string
	if host, _, err := net.SplitHostPort(f.listen); err == nil && host != "" {
		names = append(names, host)
	}
	for _, name := range f.hosts {
		if name != anyName {
			names = append(names, name)
		}
	}
	return names
}

// modeGate holds every client to --mode.
func (f *serveFlags) modeGate() connector.Gate {
	return connector.ModeGate("this gateway", connection.Mode(f.mode), func(wider connection.Mode) string {
		return "the person who started it can allow it with --mode " + string(wider)
	})
}

// logger tells of requests as people or machines read it.
func (f *serveFlags) logger(w io.Writer) *slog.Logger {
	switch f.log {
	case "json":
		return slog.New(slog.NewJSONHandler(w, nil))
	case "off":
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

func logRetry(logs *slog.Logger, r connector.Retry) {
	logs.Warn("retry", "action", strings.TrimSpace(r.Action), "attempt", r.Attempt.Number, "status", r.Attempt.Status, "pause", r.Attempt.Wait)
}
