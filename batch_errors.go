package connector

import (
	"errors"
	"fmt"
)

// Errors of batches, for errors.Is.
var (
	// ErrUnknownOutcome says that the service may have acted, nobody knows, and that a
	// repeat might act twice.
	ErrUnknownOutcome = errors.New("whether the service acted is not known")
	// ErrDuplicateID says that a journaled batch has two calls with one id; the later
	// one is not run.
	ErrDuplicateID = errors.New("the id came before in this batch")
	// ErrOtherCall says that the journal knows the id with another call: the input
	// was changed between two runs.
	ErrOtherCall = errors.New("the journal knows this id with another call")
	// ErrBadCall says that an element of a batch is no call.
	ErrBadCall = errors.New("not a call")

	errNoID = errors.New("a call of a batch with a journal needs an id")
)

// EarlierError is what a journal knows of a call that is not sent again: it is
// ErrUnknownOutcome, or ErrFailed where the service carried the call out and its work
// failed.
type EarlierError struct {
	Action string
	Record JournalRecord
}

func (e *EarlierError) Error() string {
	if e.Record.State == JournalFailed {
		return fmt.Sprintf("%s: failed in an earlier run of this batch: %s", e.Action, e.Record.Code)
	}
	return e.Action + ": was sent by an earlier run of this batch that did not learn what came of it; " + ErrUnknownOutcome.Error()
}

// Unwrap makes errors.Is find what kind of end it was.
func (e *EarlierError) Unwrap() error {
	if e.Record.State == JournalFailed {
		return ErrFailed
	}
	return ErrUnknownOutcome
}

// badCall is the error of an element that is no call.
type badCall struct{ error }

func (e *badCall) Unwrap() []error { return []error{e.error, ErrBadCall} }

// unknownOutcome is an error after which nobody knows whether the service acted.
type unknownOutcome struct{ error }

func (e *unknownOutcome) Unwrap() []error { return []error{e.error, ErrUnknownOutcome} }
