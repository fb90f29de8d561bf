package connector

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/actionctl/connector/runtime"
)

// ledger is what one call of a batch has sent, noted where nothing stands between it
// and the wire: a Middleware may refuse, answer, or send several times, and tell of it
// what it likes.
type ledger struct {
	action string
	minted bool                  // its idempotency token is the batch's own
	before func(safe bool) error // the call is about to go out; nil: nobody needs to know

	mu     sync.Mutex
	opened bool
	err    error // of before
	safe   bool  // sending it again changes nothing
	acted  bool  // the service did what it was asked for, whatever came of it
	doubt  bool  // it may have
	status int
}

// ledgerKey leads to the ledger of a call's context.
type ledgerKey struct{}

func withLedger(ctx context.Context, l *ledger) context.Context {
	return context.WithValue(ctx, ledgerKey{}, l)
}

func ledgerOf(ctx context.Context) *ledger {
	l, _ := ctx.Value(ledgerKey{}).(*ledger)
	return l
}

// open says that a request is about to go out. An error keeps it back. Requests of
// other actions, such as polls, need no leave.
func (l *ledger) open(p *prepared) error {
	if l == nil || p.action.Name != l.action {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.opened {
		return l.err
	}
	l.opened = true
	l.safe = !l.minted && runtime.SafeToRepeat(p.action, p.plan)
	if l.before != nil {
		l.err = l.before(l.safe)
	}
	return l.err
}

// note says what came of a request.
func (l *ledger) note(p *prepared, res *Result, err error) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if status := OutcomeOf(res, err).Status; status != 0 {
		l.status = status
	}
	if p.action.Name != l.action {
		return
	}
	var api *APIError
	switch {
	case err == nil, errors.As(err, &api) && api.Status < http.StatusMultipleChoices:
		l.acted = true
	case runtime.MayHaveActed(err):
		l.doubt = true
	}
}

// inDoubt reports whether nobody knows what the call did and a repeat might do it
// twice.
func (l *ledger) inDoubt() bool { return l.doubt && !l.acted && !l.safe }
