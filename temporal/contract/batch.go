package contract

import (
	"encoding/json"

	connector "github.com/actionctl/connector"
)

// BatchCall is one call of a batch. Its Answer says nothing: that of the Batch does.
type BatchCall struct {
	ID string `json:"id,omitempty"` // names the call, once in a batch; "" is its number, from 1
	Call
	Wait bool `json:"wait,omitempty"` // follow the work to its end
	All  bool `json:"all,omitempty"`  // read all pages
}

// Batch is calls to run several at a time.
type Batch struct {
	Calls []BatchCall `json:"calls,omitempty"`
	// CallsObject has the calls instead, a line of JSON each.
	CallsObject *Object `json:"calls_object,omitempty"`
	// Connection is that of the calls that name none.
	Connection   string `json:"connection,omitempty"`
	Concurrency  int    `json:"concurrency,omitempty"` // 0 is 8
	StopOnError  bool   `json:"stop_on_error,omitempty"`
	RetryUnknown bool   `json:"retry_unknown,omitempty"` // repeat calls of which nobody knows whether the service acted
	Answer       string `json:"answer,omitempty"`        // as that of a Call
}

// BatchResult is the end of one call.
type BatchResult struct {
	ID      string          `json:"id"`
	Action  string          `json:"action"`
	Outcome string          `json:"outcome"` // done, failed or unknown
	Status  int             `json:"status,omitempty"`
	Data    json.RawMessage `json:"data,omitempty"`
	// Encoding is "base64" of Data that is bytes and no text.
	Encoding string                 `json:"encoding,omitempty"`
	Error    *connector.ErrorObject `json:"error,omitempty"`
	// Skipped says that an earlier attempt of the activity ran it. Its data is there when
	// that attempt ended in order and the worker has a store of objects.
	Skipped bool `json:"skipped,omitempty"`
	// Aborted says that the workflow was cancelled and the service took the request to end
	// the work.
	Aborted bool `json:"aborted,omitempty"`
}

// Tally is the end of a batch.
type Tally struct {
	Done    int           `json:"done"`
	Failed  int           `json:"failed"`
	Unknown int           `json:"unknown"`
	NotRun  int           `json:"not_run,omitempty"` // after StopOnError, or when it was cancelled
	Results []BatchResult `json:"results,omitempty"` // in the order of the calls
	// Object has the results where they are too large, a line of JSON each, as they ended.
	Object *Object `json:"object,omitempty"`
	// DataLeftOut says that the results were too large and the worker has no store of
	// objects: they are without data, and say of errors the least.
	DataLeftOut bool `json:"data_left_out,omitempty"`
}

// BatchProgress is what a heartbeat of RunBatch says.
type BatchProgress struct {
	Of    int `json:"of"`
	Ended int `json:"ended"` // in this attempt or an earlier one
	// Journal is what is known of calls that must not run twice.
	Journal []connector.JournalRecord `json:"journal,omitempty"`
	// Kept has the results of an attempt that was ended in order, a line of JSON each.
	Kept *Object `json:"kept,omitempty"`
}
