package connector

import "context"

// perform is a call from its request to its end, with all that is written down of it.
// purpose is what the runtime makes it for, "" when somebody asked for it. An answer
// that is not judged is not held against fails_when: what it means is said by the wait,
// which knows more.
func (c *Connector) perform(ctx context.Context, call Call, purpose string, judged bool) (*prepared, *Result, error) {
	began := c.clock.Now()
	e := c.audit.account(ctx, call, purpose)
	p, err := c.admit(call, e)
	if err != nil {
		c.log.refused(ctx, call, err)
		e.refuse(ctx, err)
		return nil, nil, err
	}
	if !judged {
		unjudged := *p.action
		unjudged.FailsWhen = nil
		p.action = &unjudged
	}
	p.account = e
	returned := false
	defer func() {
		if !returned && e != nil {
			e.broken(ctx, c.clock.Now().Sub(began))
		}
	}()
	res, err := c.run(ctx, call, p)
	returned = true
	if e != nil || !c.log.off(ctx) {
		took := c.clock.Now().Sub(began)
		c.log.done(ctx, p, res, err, took)
		e.done(ctx, c, p, res, err, took)
	}
	return p, res, err
}

// refuse writes down a call that was found impossible before it was tried.
func (c *Connector) refuse(ctx context.Context, call Call, purpose string, err error) {
	c.log.refused(ctx, call, err)
	e := c.audit.account(ctx, call, purpose)
	if e == nil {
		return
	}
	if a, conn, unknown := c.find(call); unknown == nil {
		e.found(a, conn)
	}
	e.refuse(ctx, err)
}
