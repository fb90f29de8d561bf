package connector

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// WaitError is a wait that did not end in success. It is ErrFailed when the work
// ended in failure; else Err says why the waiting ended while the work goes on.
type WaitError struct {
	Finished       // what is known
	Err      error // nil when the work ended in failure
	Aborted  bool  // the service took the request to end the work
	AbortErr error // it did not, or there was nothing to ask
}

// Unwrap finds why the waiting ended.
func (e *WaitError) Unwrap() error { return e.Err }

// Is makes errors.Is(err, ErrFailed) true of work that failed.
func (e *WaitError) Is(target error) bool { return e.Err == nil && target == ErrFailed }

// shownParts is how many failed parts a message names.
const shownParts = 20

func (e *WaitError) Error() string {
	var b strings.Builder
	b.WriteString(e.Action + ": ")
	if e.Err != nil {
		e.interrupted(&b)
		return b.String()
	}
	b.WriteString("ended in " + e.ending())
	if e.Message != "" {
		b.WriteString(": " + oneLine(e.Message, maxTold))
	}
	if e.Code != "" {
		b.WriteString(" (" + e.Code + ")")
	}
	failed := e.failed()
	for _, p := range failed[:min(len(failed), shownParts)] {
		b.WriteString("\n  " + p.line())
	}
	if more := len(failed) - shownParts; more > 0 {
		fmt.Fprintf(&b, "\n  and %d more", more)
	}
	return b.String()
}

func (e *WaitError) interrupted(b *strings.Builder) {
	b.WriteString("stopped waiting: " + e.Err.Error())
	if e.State != "" {
		b.WriteString("; the last state was " + e.State)
	}
	switch {
	case e.Aborted:
		b.WriteString("; the service was asked to end the work")
	case e.AbortErr != nil:
		b.WriteString("; the work was not ended: " + e.AbortErr.Error())
	}
}

// failed are the parts that failed by themselves.
func (f Finished) failed() []Part {
	var failed []Part
	for _, p := range f.Parts {
		if p.Failed {
			failed = append(failed, p)
		}
	}
	return failed
}

func (p Part) line() string {
	told := []string{strings.TrimSpace(p.Name + " " + p.State)}
	for _, more := range []string{p.Message, p.Error} {
		if more != "" {
			told = append(told, oneLine(more, maxTold))
		}
	}
	return strings.Join(told, ": ")
}

// String is the error's text.
func (e *WaitError) String() string { return e.Error() }

// GoString keeps %#v from showing what Error does not.
func (e *WaitError) GoString() string { return e.Error() }

// LogValue keeps loggers from showing the answer.
func (e *WaitError) LogValue() slog.Value { return slog.StringValue(e.Error()) }

// waitTimeout is the cause of a wait that ran into its deadline.
type waitTimeout struct {
	limit time.Duration
	last  error // what the last poll met, if it met the deadline
}

func (e *waitTimeout) Error() string {
	text := fmt.Sprintf("the wait's timeout of %s passed", e.limit)
	var known *waitTimeout
	if e.last != nil && !errors.As(e.last, &known) {
		text += ": " + e.last.Error()
	}
	return text
}

func (e *waitTimeout) Unwrap() error { return e.last }

// Is makes errors.Is(err, context.DeadlineExceeded) true.
func (e *waitTimeout) Is(target error) bool { return target == context.DeadlineExceeded }

// errUnknownStart stands beside why a wait ended before the start was answered.
var errUnknownStart = errors.New("whether the work was started is not known")
