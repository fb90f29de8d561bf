package connector

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/actionctl/connector/internal/hiding"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/waiting"
)

// work is one piece of work while it is waited on.
type work struct {
	c          *Connector
	options    WaitOptions
	action     *registry.Action // what starts the work; it declares a wait
	poll       *registry.Action
	connection string
	polling    Call // one poll
	judge      *waiting.Judge
	hidden     hiding.Secrets // of the call that started the work
	began      time.Time      // of the wait
	limit      time.Duration  // of the wait
	settled    time.Time      // from when on answers count as they are
	known      Finished
	unresolved error  // why the work cannot be polled
	gates      []Gate // of work that a handle names
}

// newWork finds out all that can keep work from being waited on, before it is started.
func (c *Connector) newWork(call Call, o WaitOptions) (*work, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	a, conn, err := c.find(call)
	if err != nil {
		return nil, err
	}
	if a.Wait == nil {
		return nil, fmt.Errorf("%s: %w", a.Name, ErrNoWait)
	}
	poll, err := c.registry.Action(a.Wait.Poll)
	if err != nil {
		return nil, fmt.Errorf("%s: wait: %w", a.Name, err)
	}
	if err := permit(poll, conn, true, nil); err != nil {
		return nil, fmt.Errorf("%s: wait: %w", a.Name, err)
	}
	if err := c.checkNoSecrets(a, poll); err != nil {
		return nil, err
	}
	limit := o.Timeout
	if limit == 0 {
		if limit, err = time.ParseDuration(a.Wait.Timeout); err != nil || limit <= 0 {
			return nil, fmt.Errorf("%s: wait: timeout %q is no positive duration", a.Name, a.Wait.Timeout)
		}
	}
	return &work{
		c: c, options: o, action: a, poll: poll, connection: conn.Name,
		polling: Call{Connection: conn.Name, Action: poll.Name, Confirmed: true, Validation: call.Validation, List: call.List, host: conn.Host},
		began:   c.clock.Now(), limit: limit, known: Finished{Action: a.Name, c: c},
	}, nil
}

func (w *work) deadline() time.Time { return w.began.Add(w.limit) }

func (w *work) settling() bool { return w.c.clock.Now().Before(w.settled) }

// resolve makes sure that there is something to poll with.
func (w *work) resolve() error {
	if w.unresolved != nil {
		return fmt.Errorf("%s cannot be asked: %w", w.poll.Name, w.unresolved)
	}
	return nil
}

// secrets are what no text about the work may hold.
func (w *work) secrets() hiding.Secrets {
	conn, err := w.c.store.Find(w.connection)
	if err != nil {
		return w.hidden
	}
	return append(w.c.clientOf(conn).credentials.Secrets(), w.hidden...)
}

// stop is the error of a wait that ends while the work goes on. ctx is the caller's.
func (w *work) stop(ctx context.Context, why error) error {
	w.known.Elapsed = w.c.clock.Now().Sub(w.began)
	e := &WaitError{Finished: w.known, Err: why}
	var late *waitTimeout
	if w.options.AbortOnCancel && (ctx.Err() != nil || errors.As(why, &late)) {
		e.AbortErr = w.abort(ctx)
		e.Aborted = e.AbortErr == nil
	}
	return e
}

// ended is why a context ended, in a form that errors.Is knows.
func ended(ctx context.Context) error {
	cause := context.Cause(ctx)
	if errors.Is(cause, ctx.Err()) {
		return cause
	}
	return fmt.Errorf("%w: %w", ctx.Err(), cause)
}
