package connector

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/waiting"
)

// WaitOptions say how to wait. The zero value works.
type WaitOptions struct {
	// Timeout bounds the wait, the call that starts the work included; 0 means the one
	// that the descriptor declares. A poll on its way when it passes gets up to 10 s.
	Timeout time.Duration
	// FromStart has WaitFor count Timeout from the start of the work, not from the call: a
	// wait that goes on in another process then ends when it would have ended.
	FromStart bool
	// Interval is the time between the first polls, 0 means 1 s. It grows by half each
	// time to MaxInterval, 0 means 10 s. Up to a fifth is added to each.
	Interval, MaxInterval time.Duration
	// AbortOnCancel runs the action that the descriptor declares for ending the work
	// early when the context ends or the timeout passes.
	AbortOnCancel bool
	// Gates narrow what WaitFor may run: a handle comes from outside and may be made up,
	// so they are asked about its polls and its abort. Wait asks those of the call.
	Gates []Gate
	// Confirmed says that somebody who may has said yes to the abort of WaitFor, where the
	// connection's policy wants it confirmed. Without Gates the handle is its caller's own,
	// and AbortOnCancel is that yes.
	Confirmed bool
	// OnProgress is told of the start and of each poll, in the goroutine that waits.
	OnProgress func(Progress)
}

func (o WaitOptions) check() error {
	var problems []error
	for _, given := range []struct {
		name string
		d    time.Duration
	}{{"timeout", o.Timeout}, {"interval", o.Interval}, {"longest interval", o.MaxInterval}} {
		if given.d < 0 {
			problems = append(problems, fmt.Errorf("the wait's %s of %s is negative", given.name, given.d))
		}
	}
	return errors.Join(problems...)
}

// ErrNoWait says that an action declares no wait: its work is done when it answers, or
// its end cannot be told.
var ErrNoWait = errors.New("the action declares no wait; run it without")

// Wait runs an action and follows the work that it starts to its end. An error before
// the work was started, ErrNoWait among them, is one of Do. From then on it is a
// *WaitError: errors.Is finds ErrFailed when the work ended in failure, else why the
// waiting ended, such as context.DeadlineExceeded. Call.Timeout bounds the start alone,
// Call.List what Finished.Items reads.
func (c *Connector) Wait(ctx context.Context, call Call, o WaitOptions) (*Finished, error) {
	w, err := c.newWork(call, o)
	if err != nil {
		c.refuse(ctx, call, "", err)
		return nil, err
	}
	verdict, err := w.start(ctx, call)
	if err != nil {
		return nil, err
	}
	w.tell()
	if verdict.End != waiting.Pending {
		return w.end(ctx, verdict)
	}
	if err := w.resolve(); err != nil {
		return nil, w.stop(ctx, err)
	}
	return w.follow(ctx)
}

// WaitFor waits on work that was started before, in this process or another. Errors are
// those of Wait, and ErrHandle where the handle is not one of this connector's actions
// and connections; nothing was sent then.
func (c *Connector) WaitFor(ctx context.Context, h Handle, o WaitOptions) (*Finished, error) {
	w, err := c.workOf(ctx, h, o)
	if err != nil {
		c.refuse(ctx, Call{Connection: h.Connection, Action: h.Action}, audit.Poll, err)
		return nil, err
	}
	return w.follow(ctx)
}
