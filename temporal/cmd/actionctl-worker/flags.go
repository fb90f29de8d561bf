package main

import (
	"errors"
	"io"
	"log/slog"
	"path"
	"time"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/temporal/contract"
)

// flags say what is served, for whom, and within what bounds. Their names are those of
// "actionctl serve" where they mean the same.
type flags struct {
	address, namespace string
	connections        []string
	actions            []string
	state              string
	queuePrefix        string
	activities         int
	mode               string
	objects            string
	maxPayload         int
	audit, auditMode   string
	metricsListen      string
	drain              time.Duration
	log                string
	debug              bool
}

func (f *flags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.address, "address", "", "`HOST:PORT` of Temporal (default TEMPORAL_ADDRESS, or localhost:7233)")
	flags.StringVar(&f.namespace, "namespace", "", "`NAME` of the namespace (default TEMPORAL_NAMESPACE, or default)")
	flags.StringArrayVarP(&f.connections, "connection", "c", nil, "`GLOB` of connections to serve; may be repeated; all but the sandbox when left out")
	flags.StringArrayVar(&f.actions, "actions", nil, "folder of `DIR`/<service>/<name>.yaml descriptors to add; may be repeated")
	flags.StringVar(&f.state, "state", "", "`FILE` that keeps the sandbox, which several workers may share; ACTIONCTL_SANDBOX_STATE does too")
	flags.StringVar(&f.queuePrefix, "queue-prefix", contract.TaskQueue(""), "`TEXT` that task queues begin with; the name of the connection follows")
	flags.IntVar(&f.activities, "activities", 1000, "activities of a connection that run at once, waits among them")
	flags.StringVar(&f.mode, "mode", "", "what is run at most: read_only, safe, delete_safe or full_access (the default)")
	flags.StringVar(&f.objects, "objects", "", "where large answers go: a `FOLDER` that all workers share, or CONNECTION:/Volumes/CATALOG/SCHEMA/VOLUME; such answers are errors without it")
	flags.IntVar(&f.maxPayload, "max-payload", 0, "bytes of JSON that an answer may have before it becomes an object, 16 KiB to 2 MiB less 64 KiB (default 1 MiB)")
	flags.StringVar(&f.audit, "audit", "", "write a record of every call to `FILE`; "+auditEnv+" does too")
	flags.StringVar(&f.auditMode, "audit-mode", "", "what becomes of calls whose record cannot be written: strict, strict_mutations or best_effort (default strict_mutations; also "+auditModeEnv+")")
	flags.StringVar(&f.metricsListen, "metrics-listen", "", "`ADDRESS` where /metrics, /healthz and /readyz are, for anybody")
	flags.DurationVar(&f.drain, "drain", 30*time.Second, "how long running calls may go on when the worker is told to end; waits go to another one at once")
	flags.StringVar(&f.log, "log", "text", "how the log is written on standard error: text, json or off")
	flags.BoolVar(&f.debug, "debug", false, "log what is sent and how it ends too, without secrets")
}

// check finds every mistake that can be seen without looking anywhere.
func (f *flags) check() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, usagef(format, args...)) }
	if err := (connection.Policy{Mode: connection.Mode(f.mode)}).Validate(); err != nil {
		bad("--mode: %w", err)
	}
	for _, glob := range f.connections {
		if _, err := path.Match(glob, ""); err != nil || glob == "" {
			bad("--connection %q is no glob of names", glob)
		}
	}
	if f.log != "text" && f.log != "json" && f.log != "off" {
		bad("--log %q is not one of text, json, off", f.log)
	}
	if f.activities < 1 {
		bad("--activities has to be above 0")
	}
	if f.drain <= 0 {
		bad("--drain has to be above 0")
	}
	return errors.Join(problems...)
}

// gates hold every workflow to --mode.
func (f *flags) gates() []connector.Gate {
	if f.mode == "" {
		return nil
	}
	return []connector.Gate{connector.ModeGate("this worker", connection.Mode(f.mode), func(wider connection.Mode) string {
		return "the person who started it can allow it with --mode " + string(wider)
	})}
}

// logger tells of what happens as people or machines read it.
func (f *flags) logger(w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{}
	if f.debug {
		o.Level = slog.LevelDebug
	}
	switch f.log {
	case "json":
		return slog.New(slog.NewJSONHandler(w, o))
	case "off":
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(w, o))
}
