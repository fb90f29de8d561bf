package activities

import (
	"bytes"
	"context"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

// largestKept bounds the results of an earlier attempt: they are held in memory.
const largestKept = 64 << 20

// handOver leaves the results so far to the next attempt, where there is a store for them.
// Without them that attempt knows how the calls ended, and no more.
func (t *batchAttempt) handOver() {
	if t.Objects == nil || t.unkept != nil || len(t.slim) == 0 {
		return
	}
	err := t.keepUnreached()
	if err == nil {
		err = t.results.spill()
	}
	if err == nil {
		var o *contract.Object
		if o, err = t.results.end(); err == nil {
			t.journal.keep(o)
			err = t.journal.write(t.journal)
		}
	}
	if err != nil {
		t.warn("the results so far could not be left to the next attempt", err)
	}
}

// keepUnreached adds the results of earlier attempts that this one did not come to.
func (t *batchAttempt) keepUnreached() error {
	reached := make(map[string]bool, len(t.slim))
	for _, r := range t.slim {
		reached[r.ID] = true
	}
	for _, c := range t.calls {
		if r, there := t.kept[c.ID]; there && !reached[c.ID] {
			if err := t.results.add(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// recallKept finds what an earlier attempt has left. An error is one that may pass: it
// would be a pity to lose the results to it.
func (t *batchAttempt) recallKept(ctx context.Context, o *contract.Object) error {
	if o == nil || t.Objects == nil {
		return nil
	}
	text, err := objects.ReadAll(ctx, t.Objects, *o, largestKept)
	if err != nil {
		if err = objectError(err); isPassing(err) {
			return err
		}
		t.warn("the results of an earlier attempt cannot be read", err)
		return nil
	}
	t.kept = map[string]contract.BatchResult{}
	for line := range bytes.Lines(text) {
		if r, err := decoded[contract.BatchResult](line); err == nil {
			t.kept[r.ID] = r
		}
	}
	return nil
}

func (t *batchAttempt) warn(text string, err error) {
	if t.Logger != nil {
		t.Logger.Warn(text, "connection", t.about.Connection, "error", err.Error())
	}
}
