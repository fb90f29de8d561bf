package schema

import (
	"errors"
	"fmt"
	"strings"
)

// ErrInvalid is what errors.Is finds in the error for values that do not fit.
var ErrInvalid = errors.New("invalid parameters")

// The rules a Problem can name, beside the JSON Schema keywords type, enum, const,
// format, pattern, minimum and the like.
const (
	RuleRequired = "required" // a required field is missing
	RuleUnknown  = "unknown"  // the field does not exist
	RuleValue    = "value"    // the value has no JSON form
)

// Problem is one thing wrong with one value.
type Problem struct {
	Pointer  string `json:"pointer"`            // JSON pointer (RFC 6901) to the value, or to where it should be
	In       string `json:"in,omitempty"`       // path, query, header or body, where the caller knows
	Rule     string `json:"rule"`               // what was broken
	Message  string `json:"message"`            // for people: without the pointer, without a full stop
	Expected string `json:"expected,omitempty"` // what would be right
	Found    string `json:"found,omitempty"`    // what stands there; left out when it is a secret
	Nearest  string `json:"nearest,omitempty"`  // the nearest valid name or value
}

func (p Problem) String() string {
	at := p.Pointer
	if at == "" {
		at = "/"
	}
	if p.In != "" {
		at += " (" + p.In + ")"
	}
	return at + ": " + p.Message
}

// Error is the refusal of a value: all its problems, sorted.
type Error struct {
	Subject  string // what was checked, such as an action's name
	Problems []Problem
}

func (e *Error) Error() string {
	var b strings.Builder
	plural := "s"
	if len(e.Problems) == 1 {
		plural = ""
	}
	fmt.Fprintf(&b, "%s: %d invalid parameter%s", e.Subject, len(e.Problems), plural)
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	return b.String()
}

// Is makes errors.Is(err, ErrInvalid) true.
func (e *Error) Is(target error) bool { return target == ErrInvalid }

// escapePointer escapes one step of a JSON pointer.
func escapePointer(step string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(step)
}

// SplitPointer returns the unescaped steps of a JSON pointer.
func SplitPointer(pointer string) []string {
	if pointer == "" {
		return nil
	}
	steps := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, s := range steps {
		steps[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(s)
	}
	return steps
}

// maxShown bounds how much of a value stands in a problem.
const maxShown = 60

// clip shortens text for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > maxShown {
		return string(r[:maxShown]) + "…"
	}
	return s
}
