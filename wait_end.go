package connector

import (
	"context"
	"errors"
	"fmt"

	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/waiting"
)

// end is the outcome of work that ended.
func (w *work) end(ctx context.Context, v waiting.Verdict) (*Finished, error) {
	unread := w.complete(ctx)
	w.known.Parts = w.parts(ctx, v)
	w.known.Elapsed = w.c.clock.Now().Sub(w.began)
	switch {
	case v.End == waiting.Failure:
		return nil, &WaitError{Finished: w.known}
	case unread != nil:
		return nil, &WaitError{Finished: w.known, Err: fmt.Errorf("the work ended in success, but its answer could not be read whole: %w", unread)}
	}
	done := w.known
	return &done, nil
}

// complete reads the other pages of an answer that is split over pages.
func (w *work) complete(ctx context.Context) error {
	if w.known.Answer == nil {
		return nil
	}
	a, err := w.c.registry.Action(w.known.final.Action)
	if err != nil || a.Paginate == nil || len(a.Paginate.Merge) == 0 {
		return err
	}
	at := w.c.clock.Now().Add(afterTime)
	if w.deadline().After(at) {
		at = w.deadline()
	}
	ctx, stop := w.c.clock.WithDeadline(ctx, at, &waitTimeout{limit: w.limit})
	defer stop()
	whole := w.known.final
	whole.List = ListOptions{} // the resource is one thing, whatever of it is listed
	for v, err := range w.c.listFrom(whole, w.known.Answer).Items(ctx) {
		if err != nil {
			return err
		}
		w.known.Resource = v
	}
	return nil
}

// parts are the parts of the work as they are told. Of those that failed the service is
// asked why, as far as it is worth the time.
func (w *work) parts(ctx context.Context, v waiting.Verdict) []Part {
	declared := w.action.Wait.Parts
	if declared != nil && w.known.Resource != nil { // which may have become more than was judged
		v.Parts = waiting.Parts(declared, w.known.Resource)
	}
	ctx, stop := w.c.clock.WithDeadline(ctx, w.c.clock.Now().Add(afterTime), errPartsLate)
	defer stop()
	var parts []Part
	for i, p := range v.Parts {
		part := Part{
			Name: w.shownWord(p.Name), State: w.shownWord(p.State), Failed: p.Failed,
			Message: w.shown(p.Message),
		}
		if v.End == waiting.Failure && p.Failed && p.Output != nil && i < shownParts {
			part.Error = w.shown(w.output(ctx, p.Output))
		}
		parts = append(parts, part)
	}
	return parts
}

// output asks why a part failed; "" when that cannot be told.
func (w *work) output(ctx context.Context, params map[string]any) string {
	if ctx.Err() != nil {
		return ""
	}
	call := w.polling
	call.Action, call.Params, call.List = w.action.Wait.Parts.Output.Action, params, ListOptions{}
	if call.Gates = w.gates; w.c.Permits(call) != nil {
		return ""
	}
	_, res, err := w.c.perform(ctx, call, audit.Poll, true)
	if err != nil {
		return ""
	}
	answer, err := answerOf(res)
	if err != nil {
		return ""
	}
	v, _ := dotted.At(answer, w.action.Wait.Parts.Error)
	text, _ := v.(string)
	return text
}

// abort asks the service to end the work, also when ctx has ended.
func (w *work) abort(ctx context.Context) error {
	declared := w.action.Wait.Abort
	if declared == nil {
		return fmt.Errorf("%s declares no action that ends the work", w.action.Name)
	}
	if w.known.Handle.Abort == nil {
		return errNothingToAbort
	}
	ctx, stop := w.c.clock.WithDeadline(context.WithoutCancel(ctx), w.c.clock.Now().Add(afterTime), errAbortLate)
	defer stop()
	_, res, err := w.c.perform(ctx, Call{
		Connection: w.polling.Connection, host: w.polling.host, Validation: w.polling.Validation, Confirmed: true, // with AbortOnCancel
		Action: declared.Action, Params: w.known.Handle.Abort,
	}, audit.Abort, true)
	if err != nil {
		return err
	}
	return res.Close()
}

var (
	errNothingToAbort = errors.New("it is not known what to end")
	errAbortLate      = fmt.Errorf("ending the work took longer than %s", afterTime)
	errPartsLate      = fmt.Errorf("asking why parts failed took longer than %s", afterTime)
)
