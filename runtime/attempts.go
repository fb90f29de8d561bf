package runtime

import (
	"fmt"
	"strings"
	"time"
)

// Attempt is one try of a call, as it is told afterwards.
type Attempt struct {
	Number   int           `json:"number"`
	Status   int           `json:"status,omitempty"` // of the answer; 0 without one
	Code     string        `json:"code,omitempty"`   // the service's error code
	Error    string        `json:"error,omitempty"`
	Duration time.Duration `json:"duration_ns"`
	Wait     time.Duration `json:"wait_ns,omitempty"` // before the next attempt
}

// RetryError is the end of a call that was tried more than once, or that was not
// tried again for a reason worth telling. errors.Is and errors.As find the last
// error, and what ended the trying if that was a deadline or a cancelled context.
type RetryError struct {
	Last     error
	Attempts []Attempt
	Stopped  string // why there was no further attempt
	Ended    error  // what kept the next one from being made, if that is why
}

func (e *RetryError) Error() string {
	var b strings.Builder
	b.WriteString(e.Last.Error())
	if n := len(e.Attempts); n > 1 {
		fmt.Fprintf(&b, " (after %d attempts", n)
		if e.Stopped != "" {
			b.WriteString("; " + e.Stopped)
		}
		b.WriteString(")")
	} else if e.Stopped != "" {
		b.WriteString(" (" + e.Stopped + ")")
	}
	return b.String()
}

// Unwrap makes errors.Is and errors.As find the last error and the context's.
func (e *RetryError) Unwrap() []error {
	if e.Ended != nil {
		return []error{e.Last, e.Ended}
	}
	return []error{e.Last}
}
