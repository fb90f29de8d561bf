package activities

import (
	"context"

	"github.com/actionctl/connector/temporal/contract"
)

// RunAction runs an action and gives the answer.
func (a *Activities) RunAction(ctx context.Context, c contract.Call) (*contract.Result, error) {
	ctx, t, end, err := a.begin(ctx, c)
	if err != nil {
		return nil, err
	}
	defer end()
	if err := t.mark(ctx); err != nil {
		return nil, err
	}
	within, _, done := sending(ctx, t.action)
	defer done()
	res, err := a.Connector.Do(within, t.call)
	if err != nil {
		return nil, t.failure(ctx, err)
	}
	defer func() { _ = res.Close() }() // it was read as far as it matters
	r, err := t.resultOf(within, res)
	if err != nil {
		return nil, t.lost(ctx, res, err)
	}
	return r, nil
}
