package connector

import (
	"context"
	"errors"
)

// Do runs a call and returns the answer. Errors, for errors.Is and errors.As:
// ErrUnknownAction, ErrUnknownConnection, ErrRefused (a *PolicyError), ErrInvalid (a
// *schema.Error with all problems), where nothing was sent; an *APIError (the service
// refused) whose kind is one of the Err variables, or a *SendError (no answer came).
// Errors of a Middleware come as they are. ErrAudit is that of a call that was kept back
// because Config.Audit could not write it down.
func (c *Connector) Do(ctx context.Context, call Call) (*Result, error) {
	_, res, err := c.perform(ctx, call, "", true)
	return res, err
}

// admit is everything that can keep a call from being sent.
func (c *Connector) admit(call Call, e *account) (*prepared, error) {
	a, conn, err := c.find(call)
	if err != nil {
		return nil, err
	}
	e.found(a, conn)
	if err := permit(a, conn, call.Confirmed, call.Gates); err != nil {
		return nil, err
	}
	e.permitted(call, conn)
	p, err := c.prepare(a, conn, call, true)
	if err == nil {
		e.asked(c, p)
	}
	return p, err
}

// run hands an admitted call to the middlewares, within its timeout.
func (c *Connector) run(ctx context.Context, call Call, p *prepared) (_ *Result, err error) {
	p.ledger, p.way = ledgerOf(ctx), c.clientOf(p.connection)
	stop := func() {}
	if call.Timeout > 0 {
		ctx, stop = context.WithTimeoutCause(ctx, call.Timeout, timeoutError(call.Timeout))
	}
	done, streams := false, false
	defer func() {
		if !done { // an error, or a panic
			p.handed.close()
		}
		if !streams {
			stop()
		}
	}()
	res, err := c.handle(ctx, call, p)
	switch {
	case err != nil:
		return nil, err
	case res == nil:
		return nil, errNoOutcome
	}
	done = true
	if res.Stream == nil || call.Timeout <= 0 {
		return res, nil
	}
	streams = true
	own := *res // a middleware may have given the same result to others
	own.Stream = &cancelOnClose{res.Stream, stop}
	return &own, nil
}

// Plan returns the request that Do would send, before any Middleware. It sends nothing
// and needs no token; printing the plan shows no secrets. It does not ask the policy,
// since nothing is done: Permits does.
func (c *Connector) Plan(_ context.Context, call Call) (*Plan, error) {
	a, conn, err := c.find(call)
	if err != nil {
		return nil, err
	}
	prepared, err := c.prepare(a, conn, call, false)
	if err != nil {
		return nil, err
	}
	return prepared.plan, nil
}

// errNoAction is the error of a call that names none.
var errNoAction = errors.New("the call names no action")
