package contract

import (
	"encoding/json"

	connector "github.com/actionctl/connector"
)

// Wait is a call whose work is followed to its end, or the handle of work that was started
// before.
type Wait struct {
	Call
	// Handle goes on with work instead of starting it.
	Handle string `json:"handle,omitempty"`
	// Timeout bounds the work, in seconds; 0 is what the action declares. It is counted
	// from the start of the work, over all attempts of the activity.
	Timeout float64 `json:"timeout_seconds,omitempty"`
	// Interval is the time between the first polls in seconds; 0 is 1.
	Interval float64 `json:"interval_seconds,omitempty"`
	// KeepOnCancel leaves the work running when the activity is cancelled; else the abort
	// that the action declares is run.
	KeepOnCancel bool `json:"keep_on_cancel,omitempty"`
}

// Finished is work that ended in success.
type Finished struct {
	Action  string           `json:"action"`
	State   string           `json:"state"`
	Result  string           `json:"result,omitempty"`
	Message string           `json:"message,omitempty"`
	Data    json.RawMessage  `json:"data"` // the last answer; null where it is in Object
	Object  *Object          `json:"object,omitempty"`
	Handle  string           `json:"handle"`
	Parts   []connector.Part `json:"parts,omitempty"`
}

// Progress is what the heartbeats of RunAction and WaitAction say.
type Progress struct {
	// Sending says that a request which must not go out twice was about to. Where no
	// Handle stands beside it, nobody knows whether the service acted.
	Sending bool   `json:"sending,omitempty"`
	State   string `json:"state,omitempty"`
	Message string `json:"message,omitempty"`
	Polls   int    `json:"polls,omitempty"`
	Handle  string `json:"handle,omitempty"`
}

// Cancelled is the detail of the cancellation of WaitAction.
type Cancelled struct {
	State  string `json:"state,omitempty"` // the last one that is known
	Handle string `json:"handle,omitempty"`
	// Aborted says that the service took the request to end the work.
	Aborted bool `json:"aborted"`
	// Error says why it was not asked, or did not.
	Error *connector.ErrorObject `json:"error,omitempty"`
}
