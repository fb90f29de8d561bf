package durable

import (
	"encoding/json"
	"iter"
	"strconv"

	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
)

// maxInput bounds the JSON of the calls of one activity.
const maxInput = 512 << 10

// RunBatches runs any number of calls, one activity after another, and gives the end of
// each. An error, or with StopOnError a call that failed, is the last. CallsObject is not
// split: it has at most contract.MaxBatch calls.
//
// The calls are in the history, and once more in that of the workflow's start when they
// came with it: for more than some ten thousand, continue as new with those that are left.
func RunBatches(ctx workflow.Context, b contract.Batch) iter.Seq2[*contract.Tally, error] {
	return func(yield func(*contract.Tally, error) bool) {
		for _, piece := range Split(b) {
			t, err := RunBatch(ctx, piece)
			if !yield(t, err) || err != nil || b.StopOnError && t.Failed+t.Unknown > 0 {
				return
			}
		}
	}
}

// Split makes batches that one activity each can run. Calls without an id get their
// number, from 1. Workflows that run the batches at the same time call it themselves.
func Split(b contract.Batch) []contract.Batch {
	if b.CallsObject != nil {
		return []contract.Batch{b}
	}
	var all []contract.Batch
	var piece []contract.BatchCall
	weight, size := 0, 0
	flush := func() {
		next := b
		next.Calls = piece
		all = append(all, next)
		piece, weight, size = nil, 0, 0
	}
	for i, call := range b.Calls {
		if call.ID == "" {
			call.ID = strconv.Itoa(i + 1)
		}
		text, _ := json.Marshal(call) //nolint:errchkjson // what has no JSON is told when it is sent
		if len(piece) > 0 && (weight+call.Weight() > contract.MaxBatch || size+len(text) > maxInput) {
			flush()
		}
		piece = append(piece, call)
		weight += call.Weight()
		size += len(text)
	}
	if len(piece) > 0 {
		flush()
	}
	return all
}
