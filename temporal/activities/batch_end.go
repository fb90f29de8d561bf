package activities

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// end is how the attempt ends when its calls have ended or none is to be started.
func (t *batchAttempt) end(ctx context.Context) (*contract.Tally, error) {
	t.tally.NotRun = len(t.calls) - len(t.slim)
	broken := t.journal.failure()
	ended := t.tally.NotRun == 0 && !t.going // there is nothing to go on with
	switch {
	case errors.Is(broken, errJournalFull):
		return nil, t.results.drop(t.failed(journalFull(broken), t.about, false))
	case isCancel(context.Cause(ctx)):
		t.keep()
		tally, err := t.whole()
		if err != nil {
			return nil, temporal.NewCanceledError()
		}
		return nil, temporal.NewCanceledError(*tally)
	case broken == nil && (ctx.Err() == nil || ended):
		return t.told()
	}
	if broken == nil {
		t.handOver()
	}
	return nil, t.results.drop(t.handedOn(ctx, broken))
}

// told is the tally. Where its results could not be kept and all calls only read, another
// attempt reads again.
func (t *batchAttempt) told() (*contract.Tally, error) {
	t.keep()
	if isPassing(t.unkept) && len(t.journal.reads) == len(t.calls) {
		return nil, t.failed(t.unkept, t.about, true)
	}
	return t.whole()
}

// keep puts the results where they are to be.
func (t *batchAttempt) keep() {
	if t.unkept != nil {
		_ = t.results.drop(t.unkept)
		return
	}
	t.tally.Object, t.unkept = t.results.end()
	t.tally.Results = t.results.inline
}

// whole is the tally with the results, as much of them as could be kept.
func (t *batchAttempt) whole() (*contract.Tally, error) {
	tally := t.tally
	if t.unkept != nil {
		if t.Logger != nil {
			t.Logger.Error("the results of a batch could not be kept", "error", t.unkept.Error())
		}
		tally.Object, tally.Results, tally.DataLeftOut = nil, t.slim, true
		if text, err := encode(tally.Results); err != nil || sizeOf(text) > t.MaxPayload {
			return nil, t.failed(objectError(fmt.Errorf("%w: the calls were run: %d done, %d failed, %d unknown; their results have %d bytes, and %d are the limit",
				errTooLarge, tally.Done, tally.Failed, tally.Unknown, len(text), t.MaxPayload)), t.about, false)
		}
	}
	place := make(map[string]int, len(t.calls))
	for i, c := range t.calls {
		place[c.ID] = i
	}
	slices.SortFunc(tally.Results, func(x, y contract.BatchResult) int { return cmp.Compare(place[x.ID], place[y.ID]) })
	return &tally, nil
}

// handedOn is the error of an attempt that another one goes on from.
func (t *batchAttempt) handedOn(ctx context.Context, broken error) error {
	_ = t.journal.write(t.journal) // what was taken back; where that fails too, the next attempt takes it for sent
	if ctx.Err() == nil {
		return t.failed(&ownError{
			code: "NOT_MARKED", category: connector.CategoryLocal, cause: errPassing,
			text: fmt.Sprintf("no further call was sent: Temporal did not take the heartbeat that goes before: %v", broken),
		}, t.about, true)
	}
	text := fmt.Sprintf("%v; another attempt goes on with the batch", context.Cause(ctx))
	o := fitting(connector.ErrorObject{
		Code: "WORKER_STOPPING", Category: connector.CategoryLocal, Message: text, Retryable: true, Connection: t.about.Connection,
	})
	return temporal.NewApplicationErrorWithOptions(o.Message, o.Category, temporal.ApplicationErrorOptions{
		Details: []any{o}, NextRetryDelay: time.Millisecond, Category: temporal.ApplicationErrorCategoryBenign,
	})
}

func journalFull(err error) error {
	return &ownError{
		code: "JOURNAL_FULL", category: connector.CategoryUsage, cause: errJournalFull,
		text: fmt.Sprintf("what was sent was finished, and no further call was: %v", err),
		hint: "split the batch over several activities, as RunBatches of package durable does",
	}
}
