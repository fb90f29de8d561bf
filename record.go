package connector

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/registry"
)

// Audit says where calls are written down, each with who made it, what was decided and
// how it ended.
type Audit struct {
	// To takes the records, such as an *audit.File; nil means nobody does.
	To audit.Writer
	// Mode says what becomes of calls whose record cannot be written; "" is
	// audit.BestEffort.
	Mode audit.Mode
}

// ErrAudit says that a call was kept back because its audit record could not be written.
// Nothing was sent.
var ErrAudit = errors.New("the audit record could not be written")

// auditor writes records down. A nil one does nothing.
type auditor struct {
	to   audit.Writer
	mode audit.Mode
	log  *slog.Logger
	now  func() time.Time

	mu   sync.Mutex
	owed []audit.Record // could not be written yet
}

// Records that wait for a writer to work again are bounded. Those of calls that were not
// sent leave room for those that were, which matter more.
const (
	maxOwed        = 1000
	maxOwedRefused = maxOwed / 2
)

func newAuditor(o Audit, log *slog.Logger, now func() time.Time) (*auditor, error) {
	if err := o.Mode.Validate(); err != nil || o.To == nil {
		return nil, err
	}
	return &auditor{to: o.To, mode: o.Mode, log: log, now: now}, nil
}

// keepsBack tells whether calls of a safety class are not made without a record.
func (a *auditor) keepsBack(class string) bool {
	return a.mode == audit.Strict || a.mode == audit.StrictMutations && class != string(registry.Read)
}

// write writes a record behind all that are owed: a call that would add to a file with a
// gap is kept back as if its own record could not be written.
func (a *auditor) write(ctx context.Context, r audit.Record, durable bool) error {
	if err := a.settle(ctx); err != nil {
		return err
	}
	return a.to.Write(ctx, r, durable)
}

// last writes the record of a call that is over, whatever its context. A failure cannot
// undo the call and would only have it repeated; the record is owed then.
func (a *auditor) last(ctx context.Context, r audit.Record) {
	ctx = context.WithoutCancel(ctx)
	err := a.write(ctx, r, false)
	if err == nil {
		return
	}
	kept := a.owe(r)
	if a.log != nil {
		a.log.LogAttrs(ctx, slog.LevelError, "audit record not written", slog.String("call", r.Call), slog.String("action", r.Action),
			slog.String("connection", r.Connection), slog.Bool("kept", kept), slog.String("error", err.Error()))
	}
}

// owe keeps a record for later; false when there are too many.
func (a *auditor) owe(r audit.Record) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	most := maxOwed
	if r.Phase == audit.Refused {
		most = maxOwedRefused
	}
	if len(a.owed) >= most {
		return false
	}
	a.owed = append(a.owed, r)
	return true
}

// settle writes what is owed.
func (a *auditor) settle(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for len(a.owed) > 0 {
		if err := a.to.Write(ctx, a.owed[0], false); err != nil {
			return err
		}
		a.owed = a.owed[1:]
	}
	a.owed = nil
	return nil
}

// unrecorded is the error of a call that was kept back.
type unrecorded struct {
	action string
	err    error
}

func (e *unrecorded) Error() string {
	return fmt.Sprintf("%s: not sent: %v: %v; make it writable, or let calls run without by audit mode %s", e.action, ErrAudit, e.err, audit.BestEffort)
}

// Is makes errors.Is(err, ErrAudit) true.
func (e *unrecorded) Is(target error) bool { return target == ErrAudit }

func (e *unrecorded) Unwrap() error { return e.err }
