package main

import (
	"fmt"

	connector "github.com/actionctl/connector"
)

// end says how the batch went and returns what the exit code is made of.
func (t *tally) end(o *batchOptions) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.show.clear()
	calls := "calls"
	if t.answered == 1 {
		calls = "call"
	}
	fmt.Fprintf(t.show.w, "actionctl: %d %s: %s\n", t.answered, calls, t.counts())
	if t.lost > 0 {
		fmt.Fprintf(t.show.w, "actionctl: the results of %d of them could not be written\n", t.lost)
	}
	whole := t.ended && len(t.open) == 0
	if !whole {
		fmt.Fprintf(t.show.w, "actionctl: the batch ended early; %s\n", t.goOn(o))
	}
	if whole && t.going > 0 && o.journal != "" {
		fmt.Fprintf(t.show.w, "actionctl: work goes on; wait for it with the same command: %s knows it\n", o.journal)
	}
	switch {
	case t.in.Err() != nil && t.ctx.Err() == nil:
		return fmt.Errorf("%s cannot be read further than line %d: %w", o.file, t.in.Line(), t.in.Err())
	case t.failed+t.unknown == 0 && whole:
		return nil
	case t.ctx.Err() == nil && t.unknown == 0 && t.failed > 0 && t.failed == t.refused:
		return usageError{errSilent}
	}
	return fmt.Errorf("%w: %w", errSilent, connector.ErrFailed)
}

// goOn says where to go on.
func (t *tally) goOn(o *batchOptions) string {
	if o.journal != "" {
		return "go on with the same command: " + o.journal + " knows what was done"
	}
	return fmt.Sprintf("the first line without an answer is %d", t.firstOpen())
}
