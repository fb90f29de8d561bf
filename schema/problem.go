package schema

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
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
	if strings.ContainsFunc(at, func(r rune) bool { return !strconv.IsPrint(r) }) {
		at = strings.Trim(strconv.Quote(at), `"`) // no lines of its own, nothing for terminals
	}
	if p.In != "" {
		at += " (" + p.In + ")"
	}
	return at + ": " + p.Message
}

// compareProblems orders problems by place, and leaves no two different ones equal.
func compareProblems(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Expected, b.Expected), cmp.Compare(a.Found, b.Found), cmp.Compare(a.Nearest, b.Nearest),
	)
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

var (
	pointerEscape   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")
)

// escapePointer escapes one step of a JSON pointer.
func escapePointer(step string) string { return pointerEscape.Replace(step) }

// pointer is the JSON pointer of steps.
func pointer(steps []string) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString("/" + escapePointer(s))
	}
	return b.String()
}

// SplitPointer returns the unescaped steps of a JSON pointer.
func SplitPointer(pointer string) []string {
	if pointer == "" {
		return nil
	}
	steps := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, s := range steps {
		steps[i] = pointerUnescape.Replace(s)
	}
	return steps
}

// maxShown bounds how much of a value stands in a problem.
const maxShown = 60

// clip shortens text for a message.
func clip(s string) string {
	n := 0
	for i := range s {
		if n == maxShown {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
