package durable

import (
	"encoding/json"
	"errors"

	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/temporal/contract"
)

// TimedOut is what the last attempt of RunAction or WaitAction had said in its heartbeats
// when a time limit of Temporal ended the activity; false where err is something else.
//
// With a Handle, the work may go on. With Sending and no Handle, nobody knows whether the
// service acted. With neither, all that may have been sent is safe to repeat, with the same
// idempotency key: another activity has another one, unless the call gives it.
func TimedOut(err error) (contract.Progress, bool) { return timedOut[contract.Progress](err) }

// TimedOutBatch is how far RunBatch came when a time limit of Temporal ended it; false
// where err is something else. Calls that the Journal has as started, nobody knows of.
func TimedOutBatch(err error) (contract.BatchProgress, bool) {
	return timedOut[contract.BatchProgress](err)
}

func timedOut[T any](err error) (T, bool) {
	var none, v T
	var end *temporal.TimeoutError
	if !errors.As(err, &end) {
		return none, false
	}
	if !end.HasLastHeartbeatDetails() {
		return none, true
	}
	var text json.RawMessage
	if end.LastHeartbeatDetails(&text) != nil || DecodeJSON(text, &v) != nil {
		return none, false
	}
	return v, true
}
