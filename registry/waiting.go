package registry

// Wait describes how to follow the work an action starts to its end.
//
// A polled answer whose state is in Success or Failure ends the wait; any other
// state is waited on.
type Wait struct {
	Poll        string                    `json:"poll"`                   // action that tells the state
	With        map[string]string         `json:"with,omitempty"`         // its parameters, from "request." or "response."
	State       string                    `json:"state,omitempty"`        // dotted path of the state in its answer
	Each        *WaitEach                 `json:"each,omitempty"`         // the state is that of many items
	Success     []any                     `json:"success,omitempty"`      // strings or booleans
	Failure     []any                     `json:"failure,omitempty"`      // strings or booleans
	Stale       []any                     `json:"stale,omitempty"`        // of these, those that may still be from before the work
	SuccessWhen map[string]map[string]any `json:"success_when,omitempty"` // state: parameters under which it is a success
	NotFound    string                    `json:"not_found,omitempty"`    // what a not-found poll means: success or pending
	Result      *WaitResult               `json:"result,omitempty"`       // how the work ended, beyond its state
	Message     string                    `json:"message,omitempty"`      // dotted path of the words about the state
	Code        string                    `json:"code,omitempty"`         // dotted path of the error code
	Timeout     string                    `json:"timeout"`                // default deadline, a Go duration
	Abort       *Follow                   `json:"abort,omitempty"`        // action that ends the work early
	Parts       *WaitParts                `json:"parts,omitempty"`        // what the work consists of
}

// WaitEach waits on every element of an array. Key is the element's identity; only
// elements whose identity the request names in Among count. Elements that match
// Skip do not count.
type WaitEach struct {
	Items string         `json:"items"`
	Key   string         `json:"key,omitempty"`
	Among string         `json:"among,omitempty"`
	Skip  map[string]any `json:"skip,omitempty"`
}

// WaitResult tells success from failure once a success state is reached. With
// Success, any other value present is a failure; with Failure, only those are.
type WaitResult struct {
	Path    string   `json:"path"`
	Success []string `json:"success,omitempty"`
	Failure []string `json:"failure,omitempty"`
}

// WaitParts describes work that consists of parts, such as the tasks of a run, so that
// a failure can name those that failed. State, Failure, Result and Message mean of a
// part what they mean of the whole; paths start at the part.
type WaitParts struct {
	Items   string      `json:"items"`             // where the last answer has the parts
	Name    string      `json:"name"`              // what a part is called
	Attempt string      `json:"attempt,omitempty"` // number of the try; of parts of one name the highest counts
	State   string      `json:"state,omitempty"`
	Failure []any       `json:"failure,omitempty"`
	Result  *WaitResult `json:"result,omitempty"`
	NotRun  []string    `json:"not_run,omitempty"` // results of parts that others kept from running
	Message string      `json:"message,omitempty"`
	Output  *Follow     `json:"output,omitempty"` // action that tells more of a failed part; its parameters are paths of the part
	Error   string      `json:"error,omitempty"`  // where the answer of Output has the error
}
