package activities

import (
	"context"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// WaitAction runs an action and follows the work that it starts to its end, or goes on
// with work that an earlier attempt, or somebody else, has started.
func (a *Activities) WaitAction(ctx context.Context, asked contract.Wait) (*contract.Finished, error) {
	ctx, t, end, err := a.begin(ctx, asked.Call)
	if err != nil {
		return nil, err
	}
	defer end()
	w := &wait{attempt: t, asked: asked}
	if err := w.prepare(); err != nil {
		return nil, err
	}
	ctx, stop := untilStop(ctx)
	defer stop()
	if w.handle == nil {
		if err := w.mark(ctx); err != nil {
			return nil, err
		}
	}
	done, err := w.run(ctx)
	if err != nil {
		return nil, w.failure(ctx, err)
	}
	return w.finished(ctx, done)
}

// wait is an attempt that follows work.
type wait struct {
	*attempt
	asked   contract.Wait
	options connector.WaitOptions
	handle  *connector.Handle // of work that goes on
	foreign bool              // the handle came with the input
	written bool              // Temporal has the handle in writing
}

// run starts the work, unless there is some, and follows it.
func (w *wait) run(ctx context.Context) (*connector.Finished, error) {
	if w.handle != nil {
		w.options.OnProgress = func(p connector.Progress) { w.progress(p) }
		return w.Connector.WaitFor(ctx, *w.handle, w.options)
	}
	within, release, end := guarded(ctx)
	defer end()
	w.options.OnProgress = func(p connector.Progress) {
		w.progress(p)
		release() // from now on there is a handle to go on with
	}
	return w.Connector.Wait(within, w.call, w.options)
}

// progress goes into the heartbeats. The first of them has the handle: it is waited for,
// so that no attempt starts the work again.
func (w *wait) progress(p connector.Progress) {
	said := contract.Progress{
		State: p.State, Message: short(p.Message), Polls: w.seen.Polls + p.Polls,
		Sending: w.seen.Sending || !w.safe && w.handle == nil,
	}
	if p.Handle.Poll != nil {
		said.Handle = p.Handle.String()
	}
	if said.Handle == "" || w.written {
		w.beats.Tell(said)
		return
	}
	err := w.beats.Write(said)
	w.written = err == nil
	if err != nil && w.Logger != nil {
		w.Logger.Warn("the handle of work could not be written down yet", "call", w.call, "error", err.Error())
	}
}
