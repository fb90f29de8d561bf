package durable

import (
	"bytes"
	"encoding/json"

	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
)

// Results are the results of a batch, read from the object where they are in one.
func Results(ctx workflow.Context, t *contract.Tally) ([]contract.BatchResult, error) {
	if t.Object == nil {
		return t.Results, nil
	}
	text, err := Content(ctx, *t.Object)
	if err != nil {
		return nil, err
	}
	var all []contract.BatchResult
	for _, line := range lines(text) {
		var r contract.BatchResult
		if err := DecodeJSON(line, &r); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

func lines(text []byte) []json.RawMessage {
	var all []json.RawMessage
	for line := range bytes.Lines(text) {
		all = append(all, bytes.TrimRight(line, "\n"))
	}
	return all
}
