package activities

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// finished is work that ended in success, as a workflow gets it.
func (w *wait) finished(ctx context.Context, done *connector.Finished) (*contract.Finished, error) {
	out := &contract.Finished{
		Action: done.Action, State: done.State, Result: done.Result, Message: short(done.Message),
		Handle: done.Handle.String(), Parts: few(done.Parts),
	}
	data, err := json.Marshal(done.Resource)
	if err == nil {
		out.Data, out.Object, err = w.place(context.WithoutCancel(ctx), data)
	}
	if err == nil {
		return out, nil
	}
	o := w.objectOf(err, w.call)
	return nil, w.told(connector.ErrorObject{
		Code: o.Code, Category: o.Category, Hint: o.Hint, Action: w.call.Action, Connection: w.call.Connection,
		Message: fmt.Sprintf("%s: the work ended in success, but: %s", done.Action, o.Message), Handle: out.Handle, State: out.State,
	}, isPassing(err))
}

// few are the parts of work that a workflow is told of: what failed comes first.
func few(parts []connector.Part) []connector.Part {
	const most = 50
	parts = slices.Clone(parts[:min(len(parts), most)])
	for i := range parts {
		parts[i].Message = short(parts[i].Message)
	}
	return parts
}
