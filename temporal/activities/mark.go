package activities

import (
	"context"
	"fmt"
	"strings"

	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// mark has it in writing that the call is about to go out, where it must not go out
// twice. Without that nothing is sent. The error can be returned as it is.
func (t *attempt) mark(ctx context.Context) error {
	switch {
	case context.Cause(ctx) != nil:
		return t.unbegun(context.Cause(ctx))
	case t.safe:
		return nil
	case t.info.IsLocalActivity:
		return t.failed(localRefused(t.call.Action+" may do its work twice when it is repeated"), t.call, false)
	case t.seen.Sending:
		return t.failed(t.unknown(), t.call, false)
	}
	if err := t.beats.Write(contract.Progress{Sending: true}); err != nil {
		if isOver(err) {
			return t.unbegun(err)
		}
		t.unmark() // Temporal may have it nevertheless
		return t.unmarked(err)
	}
	if why := context.Cause(ctx); why != nil { // as Temporal said when it took the mark
		t.unmark()
		return t.unbegun(why)
	}
	return nil
}

// unmark takes the mark back: the service cannot have acted. Where that cannot be
// written the next attempt takes the call for one of unknown outcome, which is the side to
// err on.
func (t *attempt) unmark() {
	if t.safe {
		return
	}
	if err := t.beats.Write(contract.Progress{}); err != nil && t.Logger != nil {
		t.Logger.Warn("the mark of a request that was not carried out could not be taken back", "call", t.call, "error", err.Error())
	}
}

// unbegun is the error of an attempt that sent nothing: it was cancelled or over by then.
func (t *attempt) unbegun(why error) error {
	if isCancel(why) {
		return temporal.NewCanceledError()
	}
	return t.handedOn(why, "", "")
}

// unmarked is the error of an attempt whose mark could not be written.
func (t *attempt) unmarked(why error) error {
	return t.failed(&ownError{
		code: "NOT_MARKED", category: connector.CategoryLocal, cause: why,
		text: fmt.Sprintf("%s: not sent: Temporal did not take the heartbeat that goes before: %v", t.call.Action, why),
	}, t.call, true)
}

// unknown is the error of an attempt that finds the mark of another one.
func (t *attempt) unknown() error {
	return &ownError{
		code: "UNKNOWN_OUTCOME", category: connector.CategoryUnknown, cause: connector.ErrUnknownOutcome,
		text: fmt.Sprintf("%s: an earlier attempt sent it, or was about to, and ended before it could say what came of it; %v",
			t.call.Action, connector.ErrUnknownOutcome),
		hint: fmt.Sprintf("look there whether this was done: %s; if it was not, run the activity again", strings.TrimSuffix(t.action.Summary, ".")),
	}
}

// localRefused is the error of a local activity, whose attempts cannot tell each other
// anything.
func localRefused(why string) error {
	return &ownError{
		code: "LOCAL_ACTIVITY", category: connector.CategoryUsage,
		text: "not sent: " + why + ", and a local activity has no heartbeats to note that in",
		hint: "run it as a regular activity",
	}
}

// unreadable is the error of heartbeats that another attempt left and that are not
// understood here.
func unreadable(err error) error {
	return &ownError{
		code: "UNREADABLE_HEARTBEAT", category: connector.CategoryLocal, cause: err,
		text: fmt.Sprintf("nothing was sent: what an earlier attempt left in its heartbeats cannot be read: %v", err),
		hint: "the workers of a task queue need the same data converter",
	}
}
