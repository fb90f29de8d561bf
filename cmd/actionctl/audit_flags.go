package main

import (
	"context"
	"errors"
	"fmt"
	"os/user"
	"sync"

	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/internal/terminal"
)

const (
	auditEnv     = "ACTIONCTL_AUDIT"
	auditModeEnv = "ACTIONCTL_AUDIT_MODE"
)

// auditing is where the records of this process go.
type auditing struct {
	path, mode string // as the flags have them

	mu   sync.Mutex
	file *audit.File
	err  error // of the last try to open it
}

func (o *auditing) add(f *pflag.FlagSet) {
	f.StringVar(&o.path, "audit", "", "write a record of every call to `FILE`; "+auditEnv+" does too")
	f.StringVar(&o.mode, "audit-mode", "", "what becomes of calls whose record cannot be written: strict, strict_mutations or best_effort (default strict_mutations; also "+auditModeEnv+")")
}

// auditPath is the file of the records, "" when there is none.
func (a *app) auditPath() string {
	if a.auditing.path != "" {
		return a.auditing.path
	}
	return a.Getenv(auditEnv)
}

// auditMode is what becomes of calls whose record cannot be written.
func (a *app) auditMode() (audit.Mode, error) {
	mode := audit.Mode(a.auditing.mode)
	from := "--audit-mode"
	if mode == "" {
		mode, from = audit.Mode(a.Getenv(auditModeEnv)), auditModeEnv
	}
	if err := mode.Validate(); err != nil {
		return "", usagef("%s: %w", from, err)
	}
	if a.auditing.mode != "" && a.auditPath() == "" {
		return "", usagef("--audit-mode needs a file for the records: --audit FILE")
	}
	if mode == "" {
		mode = audit.StrictMutations
	}
	return mode, nil
}

// auditWriter opens the file of the records, one for all that ask; nil when nobody wants
// one.
func (a *app) auditWriter() (*audit.File, audit.Mode, error) {
	mode, err := a.auditMode()
	if err != nil || a.auditPath() == "" {
		return nil, mode, err
	}
	o := &a.auditing
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.file == nil {
		o.file, o.err = audit.Open(a.auditPath(), audit.Options{})
	}
	return o.file, mode, o.err
}

// audit is the audit of the connector: the file is opened by the first record, so that
// commands that call nothing make none.
func (a *app) audit() (connector.Audit, error) {
	mode, err := a.auditMode()
	if err != nil || a.auditPath() == "" {
		return connector.Audit{}, err
	}
	return connector.Audit{To: lateAudit{a}, Mode: mode}, nil
}

type lateAudit struct{ a *app }

func (l lateAudit) Write(ctx context.Context, r audit.Record, durable bool) error {
	file, _, err := l.a.auditWriter()
	if err != nil {
		return err
	}
	return file.Write(ctx, r, durable)
}

// asCaller says on the context who runs this command line, where somebody writes it down.
func (a *app) asCaller(ctx context.Context) context.Context {
	if a.auditPath() == "" {
		return ctx
	}
	return connector.WithCaller(ctx, audit.Caller{Front: audit.CLI, Name: a.userName()})
}

// userName is who runs this command line, as the operating system knows it.
func (a *app) userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return a.Getenv("USER")
}

// closeAudit ends the file of the records. That some are missing is said where the
// command's own error does not say it, and nobody expects that error alone.
func (a *app) closeAudit(ended error) {
	o := &a.auditing
	o.mu.Lock()
	defer o.mu.Unlock()
	err := o.err
	if o.file != nil {
		err = o.file.Close()
	}
	said := errors.Is(ended, connector.ErrAudit) || o.err != nil && errors.Is(ended, o.err) || ended != nil && a.errorJSON
	if err != nil && !said {
		_, _ = fmt.Fprintln(a.Err, "actionctl: warning: records are missing:", terminal.Line(err.Error()))
	}
}
