package durable

import (
	"encoding/json"
	"errors"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
)

// ErrorObject is the error object of an activity that failed; false where the failure is
// none of an action, such as a timeout that Temporal set.
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
