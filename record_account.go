package connector

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// account is what is written down of one call. A nil one is of a call that nobody writes
// down.
type account struct {
	to     *auditor
	record audit.Record // what is known before it is sent; Phase and Time are those of each line

	mu   sync.Mutex // a middleware may call next from several goroutines
	open bool       // the beginning is written
	held error      // why nothing may go out
}

// idLength is enough of a random text to tell calls apart: 80 bits.
const idLength = 16

// account begins the record of a call.
func (a *auditor) account(ctx context.Context, call Call, purpose string) *account {
	if a == nil {
		return nil
	}
	return &account{to: a, record: audit.Record{
		Call: rand.Text()[:idLength], Purpose: purpose, Caller: callerOf(ctx), Connection: call.Connection, Action: call.Action,
	}}
}

// found notes what the call is about.
func (e *account) found(a *registry.Action, conn *connection.Connection) {
	if e == nil {
		return
	}
	e.record.Action, e.record.Connection, e.record.Safety = a.Name, conn.Name, string(a.Safety)
}

// permitted notes that the policy and the gates let the call pass. Somebody said yes to
// it only where the policy asks for that; what the runtime itself sends nobody confirms.
func (e *account) permitted(call Call, conn *connection.Connection) {
	if e == nil {
		return
	}
	e.record.Decision = audit.Allowed
	own := e.record.Purpose == audit.Poll || e.record.Purpose == audit.Abort
	if call.Confirmed && !own && conn.Policy.Asks(e.record.Safety) {
		e.record.Decision = audit.Confirmed
	}
}

// refuse writes that the call was not sent.
func (e *account) refuse(ctx context.Context, err error) {
	if e == nil {
		return
	}
	if rule, denied := denialOf(err); denied {
		e.record.Decision, e.record.Rule = audit.Denied, rule
	}
	e.to.last(ctx, e.closing(audit.Refused, Outcome{}, 0, codeOf(err, nil)))
}

// begin writes that the call is about to go out, once, and returns when that is on the
// disk. An error keeps the call back.
func (e *account) begin(ctx context.Context) error {
	if e == nil || !e.to.keepsBack(e.record.Safety) {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.open && e.held == nil {
		if err := e.to.write(ctx, e.stamped(e.record, audit.Begin), true); err != nil {
			e.held = &unrecorded{e.record.Action, err}
		} else {
			e.open = true
		}
	}
	return e.held
}

// done writes how the call ended.
func (e *account) done(ctx context.Context, c *Connector, p *prepared, res *Result, err error, took time.Duration) {
	if e == nil {
		return
	}
	hide := append(c.secretsOf(p), p.way.credentials.Secrets()...).Hider()
	o := OutcomeOf(res, err)
	o.RequestID = hide.Text(o.RequestID)
	e.to.last(ctx, e.closing(audit.End, o, took, codeOf(err, hide)))
}

// broken writes that a panic of a middleware went through the call.
func (e *account) broken(ctx context.Context, took time.Duration) {
	e.to.last(ctx, e.closing(audit.End, Outcome{}, took, "PANIC"))
}

// closing is the last line of the call. That of a call that was kept back says so,
// whatever a middleware made of it.
func (e *account) closing(phase string, o Outcome, took time.Duration, code string) audit.Record {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.held != nil {
		phase, o, code = audit.Refused, Outcome{}, codeOf(e.held, nil)
	}
	r := e.record
	r.Status, r.RequestID, r.Attempts, r.Milliseconds, r.Error = o.Status, o.RequestID, len(o.Attempts), took.Milliseconds(), code
	return e.stamped(r, phase)
}

// stamped is a record as it is written now.
func (e *account) stamped(r audit.Record, phase string) audit.Record {
	r.Phase, r.Time = phase, e.to.now().UTC()
	return r.Printable()
}
