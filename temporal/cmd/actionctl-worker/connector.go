package main

import (
	"io/fs"
	"log/slog"
	"os"
	"path"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/schema"
)

// sandboxName is the connection that runs in this process. It is served to those who ask
// for it.
const sandboxName = "sandbox"

// openConnector makes the connector of this process.
func openConnector(s *streams, f *flags, records connector.Audit, logs *slog.Logger) (*connector.Connector, error) {
	cfg := connector.Config{
		Getenv: s.getenv, Application: "actionctl-worker/" + version(), Audit: records,
		OnRetry: func(r connector.Retry) { logRetry(logs, r) },
	}
	if f.debug {
		cfg.Logger = logs
	}
	for _, dir := range f.actions {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, usagef("--actions: %s is no folder of descriptors", dir)
		}
		cfg.Actions = append(cfg.Actions, os.DirFS(dir))
	}
	if f.wants(sandboxName) {
		box, err := f.openSandbox(s, cfg.Actions)
		if err != nil {
			return nil, err
		}
		cfg.Connections = map[string]connection.Connection{sandboxName: box.Connection()}
	}
	return connector.Open(cfg)
}

// openSandbox makes a workspace of the actions that there are.
func (f *flags) openSandbox(s *streams, added []fs.FS) (*sandbox.Sandbox, error) {
	reg, types := connector.Builtin(), (*schema.Types)(nil)
	if len(added) > 0 {
		c, err := connector.Open(connector.Config{Actions: added, Getenv: s.getenv})
		if err != nil {
			return nil, err
		}
		reg, types = c.Registry(), c.Types()
	}
	state := f.state
	if state == "" {
		state = s.getenv("ACTIONCTL_SANDBOX_STATE")
	}
	return sandbox.Open(sandbox.Config{Registry: reg, Types: types, State: state})
}

// wants tells whether a connection is to be served.
func (f *flags) wants(name string) bool {
	if len(f.connections) == 0 {
		return name != sandboxName
	}
	return slices.ContainsFunc(f.connections, func(glob string) bool {
		ok, _ := path.Match(glob, name) // they were checked
		return ok
	})
}

func logRetry(logs *slog.Logger, r connector.Retry) {
	logs.Warn("retry", "action", strings.TrimSpace(r.Action), "attempt", r.Attempt.Number, "status", r.Attempt.Status, "pause", r.Attempt.Wait)
}
