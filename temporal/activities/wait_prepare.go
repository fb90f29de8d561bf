package activities

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/printable"
	"github.com/actionctl/connector/schema"
	"github.com/actionctl/connector/temporal/contract"
)

// prepare finds out what the attempt goes on with and what it waits for.
func (w *wait) prepare() error {
	if w.info.IsLocalActivity {
		return w.failed(localRefused("waiting needs to note the handle of the work"), w.call, false)
	}
	if err := w.times(); err != nil {
		return w.failed(err, w.call, false)
	}
	text := cmp.Or(w.seen.Handle, w.asked.Handle)
	if text == "" {
		return nil
	}
	w.foreign = w.asked.Handle != ""
	h, err := connector.ParseHandle([]byte(text))
	if err == nil {
		err = w.accept(h)
	}
	if err != nil {
		return w.failed(err, w.call, false)
	}
	w.handle, w.written = &h, w.seen.Handle != ""
	return nil
}

// times are the options of the wait.
func (w *wait) times() error {
	var problems []schema.Problem
	for _, given := range []struct {
		at      string
		seconds float64
		into    *time.Duration
	}{
		{"/timeout_seconds", w.asked.Timeout, &w.options.Timeout},
		{"/interval_seconds", w.asked.Interval, &w.options.Interval},
	} {
		const most = 10 * 365 * 24 * 3600 // seconds
		if math.IsNaN(given.seconds) || given.seconds < 0 || given.seconds > most {
			problems = append(problems, schema.Problem{Pointer: given.at, Rule: schema.RuleValue, Message: fmt.Sprintf("it is not between 0 and %d seconds", most)})
			continue
		}
		*given.into = time.Duration(given.seconds * float64(time.Second))
	}
	if len(problems) > 0 {
		return &schema.Error{Subject: "the wait", Problems: problems}
	}
	w.options.FromStart = true
	return nil
}

// accept makes sure that a handle may be gone on with here. One that an earlier attempt
// left is of work that it was let start. Still nobody gets past the gates by writing
// heartbeats for others.
func (w *wait) accept(h connector.Handle) error {
	if w.Connection != "" && h.Connection != w.Connection {
		return fmt.Errorf("%w here: its work is on connection %s, and the task queue is that of %s; send the activity to %s, or as the worker names it",
			connector.ErrHandle, h.Connection, w.Connection, contract.TaskQueue(h.Connection))
	}
	if asked := w.asked.Connection; asked != "" && h.Connection != asked {
		return fmt.Errorf("%w: its work is on connection %s, not on %s", connector.ErrHandle, h.Connection, asked)
	}
	if w.foreign {
		if w.call.Action != "" && h.Action != w.call.Action {
			return fmt.Errorf("%w: its work is of %s, not of %s", connector.ErrHandle, h.Action, w.call.Action)
		}
		w.options.Gates, w.options.Confirmed = w.Gates, w.call.Confirmed
		w.call.Action, w.call.Connection = h.Action, h.Connection
		return nil
	}
	if h.Action != w.call.Action || w.action == nil {
		return fmt.Errorf("%w: another activity left it", connector.ErrHandle)
	}
	var problems []error
	for _, g := range w.Gates {
		problems = append(problems, g.Permit(h.Connection, h.Action, string(w.action.Safety)))
	}
	return errors.Join(problems...)
}

// short is a message as heartbeats have it, which are many.
func short(message string) string {
	const most = 400
	return printable.Cut(message, most)
}
