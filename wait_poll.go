package connector

import (
	"context"
	"errors"

	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/waiting"
)

// follow polls until the work or the waiting ends.
func (w *work) follow(ctx context.Context) (*Finished, error) {
	pause := w.options.pauses()
	for {
		if ctx.Err() != nil { // a poll that nobody waits for is none to send, nor to write down
			return nil, w.stop(ctx, ended(ctx))
		}
		verdict, err := w.ask(ctx)
		if err != nil {
			return nil, w.stop(ctx, err)
		}
		w.tell()
		if verdict.End != waiting.Pending {
			return w.end(ctx, verdict)
		}
		left := w.deadline().Sub(w.c.clock.Now())
		if left <= 0 {
			return nil, w.stop(ctx, &waitTimeout{limit: w.limit})
		}
		if w.c.clock.Sleep(ctx, min(pause.take(), left)) != nil {
			return nil, w.stop(ctx, ended(ctx))
		}
	}
}

// ask polls once.
func (w *work) ask(ctx context.Context) (waiting.Verdict, error) {
	now := w.c.clock.Now()
	at := w.deadline()
	if soon := now.Add(pollTime); soon.After(at) {
		at = soon
	}
	within, stop := w.c.clock.WithDeadline(ctx, at, &waitTimeout{limit: w.limit})
	defer stop()
	settling := w.settling()
	p, res, err := w.c.perform(within, w.polling, audit.Poll, false)
	w.known.Polls++
	w.known.final = w.polling
	if errors.Is(err, ErrNotFound) {
		if v, ok := w.judge.NotFound(settling); ok {
			w.missed(v)
			return v, nil
		}
	}
	if err != nil {
		if p != nil {
			err = w.c.withoutSecrets(err, p, w.hidden)
		}
		return waiting.Verdict{}, w.unanswered(ctx, within, err)
	}
	answer, err := answerOf(res)
	if err != nil {
		return waiting.Verdict{}, err
	}
	v := w.judge.Answer(answer, settling)
	w.learn(v, res, answer)
	return v, nil
}

// missed keeps what a poll means that found nothing. What was known before stays, unless
// it is gone for good.
func (w *work) missed(v waiting.Verdict) {
	if v.End != waiting.Pending {
		w.known.Answer, w.known.Resource = nil, nil
	}
}

// unanswered is the error of a poll that gave none. One that met a deadline tells so.
func (w *work) unanswered(ctx, within context.Context, err error) error {
	var retry *RetryError
	switch {
	case ctx.Err() != nil:
		return ended(ctx)
	case within.Err() != nil, errors.As(err, &retry) && errors.Is(retry.Ended, context.DeadlineExceeded):
		return &waitTimeout{w.limit, err}
	}
	return err
}
