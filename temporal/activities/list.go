package activities

import (
	"context"
	"encoding/json"

	"go.temporal.io/sdk/activity"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// ListItems reads a list: as much of it as one answer may hold, or all of it into an
// object.
func (a *Activities) ListItems(ctx context.Context, l contract.List) (*contract.Items, error) {
	info := activity.GetInfo(ctx)
	call, err := a.callOf(ctx, l.Call, keyOf(info))
	if err != nil {
		return nil, err
	}
	call.List = connector.ListOptions{
		MaxItems: l.MaxItems, MaxPages: l.MaxPages, PageSize: l.PageSize, StartingToken: l.StartingToken,
	}
	if err := a.mayList(call); err != nil {
		return nil, a.failed(err, call, false)
	}
	ctx, beats, end := a.beat(withCaller(ctx), nil)
	defer end()
	ctx, stop := untilStop(ctx)
	defer stop()
	r := &listReading{
		list: a.Connector.List(call), tell: func(p contract.ListProgress) { beats.Tell(p) },
		passes: func(err error) bool { return a.mayReadAgain(call, err) },
		items:  lines[json.RawMessage]{ctx: context.WithoutCancel(ctx), store: a.Objects, owner: keyOf(info), limit: a.MaxPayload},
	}
	if l.Answer == contract.AnswerObject {
		r.items.limit = 0
	}
	items, err := r.read(ctx, l.StartingToken)
	if err != nil {
		return nil, a.ended(ctx, err, call)
	}
	return items, nil
}

// mayList refuses a list whose first page does something: an attempt after one that was
// lost would do it again.
func (a *Activities) mayList(call connector.Call) error {
	action, err := a.Connector.Registry().Action(call.Action)
	if err != nil || call.List.StartingToken != "" || connector.RepeatOf(action).Always {
		return nil //nolint:nilerr // the reading says what is wrong with the action
	}
	return &ownError{
		code: "LIST_ACTS", category: connector.CategoryUsage,
		text: call.Action + ": asking for the first page does something that must not be done twice",
		hint: "start it with WaitAction or RunAction, and list what it left with the action that reads it",
	}
}
