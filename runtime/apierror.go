package runtime

import (
	"fmt"
	"net/http"
	"strings"
)

// APIError is an answer that means failure: a status of 300 or more, a 2xx that the
// descriptor's fails_when recognises, or an answer that is not what was asked for.
// errors.Is finds its Kind and the kind's parent.
type APIError struct {
	Action     string
	Connection string
	Kind       *Kind
	Status     int
	Code       string // the service's own code; may be empty
	Message    string
	RequestID  string
	Details    []any // details[] of the answer, as they came
	Header     http.Header
	Raw        []byte // the answer as it came; of an error status at most 64 KiB
}

// Error is one line: action, status, code, message, request id.
func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d", e.Action, e.Status)
	if e.Code != "" {
		b.WriteString(" " + e.Code)
	} else if text := http.StatusText(e.Status); text != "" {
		b.WriteString(" " + text)
	}
	if e.Message != "" {
		b.WriteString(": " + strings.Join(strings.Fields(e.Message), " "))
	}
	if e.RequestID != "" {
		b.WriteString(" (request " + e.RequestID + ")")
	}
	return b.String()
}

// Unwrap makes errors.Is find the kind.
func (e *APIError) Unwrap() error {
	if e.Kind == nil {
		return nil
	}
	return e.Kind
}

// SendError says that no answer came: the connection could not be made, broke, or
// the deadline passed. Whether the service acted is not known, unless it is Unsent.
type SendError struct {
	Action     string
	Connection string
	Host       string
	Cause      error
	Unsent     bool // no connection was made: the service cannot have acted
	Reads      bool // the action changes nothing, so it does not matter whether it did
}

func (e *SendError) Error() string {
	return fmt.Sprintf("%s: no answer from %s: %s", e.Action, e.Host, e.Cause)
}

// Unwrap gives the cause; errors.Is(err, context.DeadlineExceeded) works.
func (e *SendError) Unwrap() error { return e.Cause }
