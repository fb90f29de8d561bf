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
	whole := t.ended && len(t.open) == 0
	if !whole {
		fmt.Fprintf(t.show.w, "actionctl: the batch ended early; %s\n", t.goOn(o))
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
