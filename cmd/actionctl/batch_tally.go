package main

import (
	"context"
	"fmt"
	"iter"
	"sync"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
)

// tally follows a batch: which lines were taken and which of them were answered.
type tally struct {
	ctx  context.Context
	in   *batch.Reader
	show *batchProgress
	size int64 // of the input; 0 when it is not known

	mu       sync.Mutex
	open     map[int]bool // lines that were taken and not answered: as many as run at most
	read     int64        // bytes of the input
	ended    bool         // the input was read to its end
	stopped  bool         // nothing more is to be taken
	answered int
	done     int
	skipped  int // of those done
	failed   int
	unknown  int
	refused  int // of those failed, before anything was sent
	going    int // of those unknown, whose work can be waited for
	lost     int // results that could not be written
}

func newTally(ctx context.Context, a *app, in *batch.Reader) *tally {
	return &tally{ctx: ctx, in: in, show: a.newBatchProgress(), open: map[int]bool{}}
}

// calls are those of the input, until somebody interrupts.
func (t *tally) calls() iter.Seq[connector.BatchCall] {
	return func(yield func(connector.BatchCall) bool) {
		for call := range t.in.Calls() {
			if !t.take(call.Line) || !yield(call) {
				return
			}
		}
		t.mu.Lock()
		defer t.mu.Unlock()
		t.ended = t.in.Err() == nil
	}
}

func (t *tally) take(line int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open[line], t.read = true, t.in.Bytes()
	return !t.stopped && t.ctx.Err() == nil
}

// unwritten counts a result that could not be written; it ends the batch.
func (t *tally) unwritten() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stopped = true
	t.lost++
}

// took counts a result.
func (t *tally) took(r connector.BatchResult, line batch.Line) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.open, r.Line)
	t.answered++
	switch r.Outcome {
	case connector.BatchDone:
		t.done++
		if r.Skipped {
			t.skipped++
		}
	case connector.BatchUnknown:
		t.unknown++
		if line.Error.Handle != "" {
			t.going++
		}
	default:
		t.failed++
		if c := line.Error.Category; c == connector.CategoryUsage || c == connector.CategoryValidation {
			t.refused++
		}
	}
	t.show.update(t.counts(), t.answered, t.read, t.size)
}

// counts are the totals in words.
func (t *tally) counts() string {
	text := fmt.Sprintf("%d done", t.done)
	if t.skipped > 0 {
		text += fmt.Sprintf(" (%d of them before)", t.skipped)
	}
	if t.failed > 0 {
		text += fmt.Sprintf(", %d failed", t.failed)
	}
	if t.unknown > 0 {
		text += fmt.Sprintf(", %d unknown", t.unknown)
	}
	return text
}

// firstOpen is the first line that has no answer.
func (t *tally) firstOpen() int {
	first := t.in.Line() + 1
	for line := range t.open {
		first = min(first, line)
	}
	return first
}
