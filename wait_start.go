package connector

import (
	"context"
	"errors"
	"fmt"

	"github.com/actionctl/connector/waiting"
)

// start runs the call that starts the work and judges its answer.
func (w *work) start(ctx context.Context, call Call) (waiting.Verdict, error) {
	var none waiting.Verdict
	late := &waitTimeout{limit: w.limit}
	within, stop := w.c.clock.WithDeadline(ctx, w.deadline(), late)
	defer stop()
	p, res, err := w.c.perform(within, call, "", false)
	if err != nil {
		return none, w.unstarted(within, p, err)
	}
	w.hidden = w.c.secretsOf(p)
	w.settled = w.c.clock.Now().Add(settleTime)
	answer, err := answerOf(res)
	if err != nil {
		return none, w.stop(ctx, fmt.Errorf("the work was started, but: %w", err))
	}
	var poll, abort map[string]any
	poll, w.unresolved = waiting.Params(w.action.Wait.With, p.params, answer)
	if a := w.action.Wait.Abort; a != nil {
		abort, err = waiting.Params(a.With, p.params, answer)
		if err != nil {
			abort = nil // it has nothing to end the work with
		}
	}
	chosen := waiting.Chosen(w.action.Wait, p.params)
	call.host = p.connection.Host // where it was sent, wherever the connection leads by now
	w.polling.Params, w.polling.host = poll, call.host
	w.known.Handle = w.c.handleOf(p, poll, abort, chosen)
	w.judge = waiting.NewJudge(w.action.Wait, chosen, w.known.Handle.Among)
	if w.known.final = call; w.unresolved == nil {
		w.known.final = w.polling // an answer that tells the state has the form of a poll's
	}
	verdict := w.judge.Start(answer, w.settling())
	w.learn(verdict, res, answer)
	return verdict, nil
}

// unstarted is the error of a start that got no answer to go on with.
func (w *work) unstarted(within context.Context, p *prepared, err error) error {
	var send *SendError
	if within.Err() == nil || p == nil || !errors.As(err, &send) {
		return err
	}
	e := &WaitError{Finished: w.known, Err: fmt.Errorf("%w; %w", err, errUnknownStart)}
	var late *waitTimeout
	if errors.As(context.Cause(within), &late) {
		e.Err = fmt.Errorf("%w; %w", &waitTimeout{late.limit, err}, errUnknownStart)
	}
	if w.options.AbortOnCancel {
		e.AbortErr = errNothingToAbort
	}
	return e
}

// learn keeps what an answer told. A nil result is one that found nothing.
func (w *work) learn(v waiting.Verdict, res *Result, answer any) {
	k := &w.known
	k.Answer, k.Resource = res, answer
	if v.State != "" {
		k.State = w.shownWord(v.State)
	}
	k.Result, k.Code = w.shownWord(v.Result), w.shownWord(v.Code)
	k.Message = w.shown(v.Message)
}

// answerOf decodes an answer that tells a state.
func answerOf(res *Result) (any, error) {
	if res.Stream != nil {
		return nil, errors.Join(errStreams, res.Close())
	}
	return res.Data()
}

var errStreams = errors.New("the answer is a stream, which tells no state")
