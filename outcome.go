package connector

import (
	"errors"
	"slices"

	"github.com/actionctl/connector/runtime"
)

// Attempt is one try of a call.
type Attempt = runtime.Attempt

// RetryError is the end of a call that was tried more than once.
type RetryError = runtime.RetryError

// Outcome is how a call ended.
type Outcome struct {
	Status    int    // of the last answer; 0 without one
	RequestID string // of the last answer; "" where it has none
	// Attempts are the tries, as far as they are known: a call that failed at once is
	// one attempt without a duration, one that was not sent has none.
	Attempts []Attempt
}

// OutcomeOf reads the outcome from what Do or a Handler returned.
func OutcomeOf(res *Result, err error) Outcome {
	var o Outcome
	var api *APIError
	var retry *RetryError
	var send *SendError
	switch {
	case errors.As(err, &api):
		o.Status, o.RequestID = api.Status, api.RequestID
		o.Attempts = []Attempt{{Number: 1, Status: api.Status, Code: api.Code, Error: api.Message}}
	case errors.As(err, &send):
		o.Attempts = []Attempt{{Number: 1, Error: send.Error()}}
	case res != nil:
		o.Status, o.RequestID, o.Attempts = res.Status, res.RequestID(), slices.Clone(res.Attempts)
	}
	if errors.As(err, &retry) {
		o.Attempts = retry.Attempts
	}
	return o
}
