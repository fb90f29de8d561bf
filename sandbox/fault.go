package sandbox

import "time"

// The kinds of faults that are no status.
const (
	FaultDrop = "drop" // the connection breaks before the service acts
	FaultLose = "lose" // the service acts, and its answer is lost
	FaultCut  = "cut"  // the answer breaks off in the middle
	FaultLate = "late" // what a create makes is not found by the next reads
)

// FaultHeader is the answer header that names the kind of an injected fault. An
// answer that is lost has none.
const FaultHeader = "X-Sandbox-Fault"

// Fault is a rule by which the sandbox fails on request. The zero value of a field
// restricts nothing. Of several rules the first that strikes does.
type Fault struct {
	// Kind is FaultDrop, FaultLose, FaultCut, FaultLate, or a status from 400 to 599
	// as text, such as "503": the service refuses before it acts.
	Kind string
	// Actions is a glob over action names, as of path.Match. "" is every action.
	Actions string
	// Rate is the chance that a request is struck, above 0 and up to 1; 0 is 1. The
	// same Config.Seed and the same order of requests give the same faults.
	Rate float64
	// After lets so many matching requests through first.
	After int
	// Times is how many requests are struck at most; 0 is no limit.
	Times int
	// RetryAfter goes out as the header Retry-After of a status, in whole seconds;
	// 0 sends none.
	RetryAfter time.Duration
	// Reads is how many reads do not find what was made late; 0 is 1.
	Reads int
}
