package connector

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"time"
)

// Finished is work that ended in success. Printing it does not show what the service
// answered.
type Finished struct {
	Action   string
	State    string // the last one
	Result   string // how it ended beyond its state, where the service says so
	Message  string
	Code     string
	Resource any     // the last answer, decoded; nil when the work was to delete it
	Answer   *Result // the same as it came; of one split over pages the first of them
	Handle   Handle
	Parts    []Part // of work that has parts, such as the tasks of a job run: what failed first
	Elapsed  time.Duration
	Polls    int

	c     *Connector
	final Call // what gave Answer
}

// Part is one part of work, such as a task.
type Part struct {
	Name    string `json:"name"`
	State   string `json:"state"`
	Message string `json:"message,omitempty"`
	Error   string `json:"error,omitempty"`
	Failed  bool   `json:"failed"` // by itself, not because another did
}

// List makes a listing of what the work left, such as the rows of a statement, over all
// pages and within Call.List. Its first page is Answer. It belongs to the action that
// tells the state; Listing.Rest says how to go on in another process without starting
// the work again. Each call makes a listing that begins anew.
func (f *Finished) List() *Listing {
	if f.c == nil || f.Answer == nil {
		return &Listing{begun: errNoAnswer}
	}
	return f.c.listFrom(f.final, f.Answer)
}

// Items are the items of List. An error is the last pair.
func (f *Finished) Items(ctx context.Context) iter.Seq2[any, error] { return f.List().Items(ctx) }

var errNoAnswer = errors.New("the work left no answer to read items from")

// String names the work and how it ended.
func (f Finished) String() string { return f.Action + ": " + f.ending() }

// GoString keeps %#v from showing what String does not.
func (f Finished) GoString() string { return f.String() }

// LogValue keeps loggers from showing the answer.
func (f Finished) LogValue() slog.Value { return slog.StringValue(f.String()) }

// ending is the state with the result, where there is one.
func (f Finished) ending() string {
	switch {
	case f.Result != "" && f.State != "":
		return f.State + "/" + f.Result
	case f.State == "":
		return "no state"
	}
	return f.State
}
