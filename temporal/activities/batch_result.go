package activities

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// resultOf is a result as a workflow gets it.
func (t *batchAttempt) resultOf(r connector.BatchResult) contract.BatchResult {
	out := contract.BatchResult{ID: r.ID, Action: r.Call.Action, Outcome: r.Outcome, Status: r.Status, Skipped: r.Skipped}
	if r.Err != nil {
		o := t.resultError(r)
		out.Error = &o
	}
	if r.Err != nil && r.Data == nil || r.Skipped {
		return out
	}
	data := r.Data
	if raw, ok := data.([]byte); ok {
		if utf8.Valid(raw) {
			data = string(raw)
		} else {
			data, out.Encoding = base64.StdEncoding.EncodeToString(raw), "base64"
		}
	}
	text, err := encode(data)
	if err != nil { // which what came as JSON never does
		text = json.RawMessage("null")
	}
	out.Data = text
	return out
}

// resultError is the error object of a call that did not get done.
func (t *batchAttempt) resultError(r connector.BatchResult) connector.ErrorObject {
	var refused *temporal.ApplicationError // by callOf, before it was a call
	if errors.As(r.Err, &refused) {
		var o connector.ErrorObject
		if refused.Details(&o) == nil {
			return o
		}
	}
	return t.objectOf(r.Err, r.Call)
}
