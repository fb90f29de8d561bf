package durable

import (
	"encoding/json"
	"errors"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
)

// ErrorObject is the error object of an activity that failed; false where the failure is
// none of an action: TimedOut tells of a time limit of Temporal, Cancelled of a cancellation.
//
// Its Category says what to do. With connector.CategoryUnknown nobody knows whether the
// service acted, and a repeat might act twice. InDoubt is wider: it is set too where a
// repeat would be harmless, with the same idempotency key, and attempts have run out.
func ErrorObject(err error) (connector.ErrorObject, bool) {
	var o connector.ErrorObject
	var failed *temporal.ApplicationError
	if !errors.As(err, &failed) || !failed.HasDetails() {
		return o, false
	}
	var text json.RawMessage
	if failed.Details(&text) != nil || DecodeJSON(text, &o) != nil || o.Category == "" {
		return connector.ErrorObject{}, false
	}
	return o, true
}
