package durable

import (
	"encoding/json"
	"errors"

	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/temporal/contract"
)

// Cancelled is what became of the work that WaitAction followed when its workflow was
// cancelled; false where err is something else, or nothing had been started.
func Cancelled(err error) (contract.Cancelled, bool) { return cancelled[contract.Cancelled](err) }

// CancelledBatch is how far RunBatch came when its workflow was cancelled; false where err
// is something else, or nothing had been started.
func CancelledBatch(err error) (contract.Tally, bool) { return cancelled[contract.Tally](err) }

func cancelled[T any](err error) (T, bool) {
	var none, v T
	var end *temporal.CanceledError
	if !errors.As(err, &end) || !end.HasDetails() {
		return none, false
	}
	var text json.RawMessage
	if end.Details(&text) != nil || DecodeJSON(text, &v) != nil {
		return none, false
	}
	return v, true
}
