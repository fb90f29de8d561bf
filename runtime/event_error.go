package runtime

import (
	"bytes"
	"cmp"
	"encoding/json"
)

// eventError is the failure that an event reports, if it does. The status was sent
// long before and says success.
func (r *Result) eventError(e Event) error {
	if e.Name != "error" && !isErrorObject(e.Raw) {
		return nil
	}
	code, message, details := parseError(r.Status, e.Raw)
	api := &APIError{
		Kind: ErrFailed, Status: r.Status, Header: r.Header, Details: details, Raw: e.Raw,
		Code:      shortened(code, maxCode),
		Message:   shortened(cmp.Or(message, "the stream ended with an error"), maxMessage),
		RequestID: requestID(r.Header, details),
	}
	if r.from != nil {
		api.Action, api.Connection = r.from.Action, r.from.Connection
	}
	return api
}

// isErrorObject recognises {"error": …} with an object or a text, and the usual error
// body of the API. Null, "" and numbers are members that a good answer may have too.
func isErrorObject(raw []byte) bool {
	if !bytes.Contains(raw, []byte(`"error`)) { // spares decoding every event
		return false
	}
	var v struct {
		Error any `json:"error"`
		Code  any `json:"error_code"`
	}
	if json.Unmarshal(raw, &v) != nil {
		return false
	}
	switch err := v.Error.(type) {
	case string:
		return err != ""
	case map[string]any:
		return len(err) > 0
	}
	return scalar(v.Code) != ""
}
