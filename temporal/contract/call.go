package contract

import "encoding/json"

// Call is one call of an action.
type Call struct {
	// Connection to run on; "" is the one that the worker was started for.
	Connection string `json:"connection,omitempty"`
	Action     string `json:"action"`
	// Params are the path, query and header parameters by name and the body as "data".
	Params Values `json:"params,omitempty"`
	// Body is where the body is instead, when it is too large for Params.
	Body *Object `json:"body,omitempty"`
	// IdempotencyKey makes repeats of the call one; "" is a key made of the ids of the
	// workflow, its run and the activity, which is the same for all attempts.
	IdempotencyKey string `json:"idempotency_key,omitempty"`
	// Confirmed says that somebody who may has said yes to the call.
	Confirmed bool `json:"confirmed,omitempty"`
	// Validation is how strictly parameters are checked: "strict", which "" means too,
	// "allow_unknown" or "off".
	Validation string `json:"validation,omitempty"`
	// Answer says where the answer goes: "" is inline if it is small enough and else to
	// an object, "object" is always to an object.
	Answer string `json:"answer,omitempty"`
}

// AnswerObject is the Answer of a Call that is wanted as an object.
const AnswerObject = "object"

// Values are JSON values by name.
type Values map[string]any

// UnmarshalJSON keeps all digits of numbers.
func (v *Values) UnmarshalJSON(text []byte) error {
	var m map[string]any
	if err := exact(text, &m); err != nil {
		return err
	}
	*v = m
	return nil
}

// Result is what the service answered.
type Result struct {
	Status int `json:"status"`
	// Data is the answer's JSON, null where it has none or is in Object.
	Data      json.RawMessage   `json:"data"`
	Object    *Object           `json:"object,omitempty"`
	Headers   map[string]string `json:"headers,omitempty"` // those that the action declares
	RequestID string            `json:"request_id,omitempty"`
}
