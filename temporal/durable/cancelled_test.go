package durable_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

func TestCancelled(t *testing.T) {
	_, _, wait := answers(func(contract.Wait) (*contract.Finished, error) {
		return nil, temporal.NewCanceledError(contract.Cancelled{Handle: "h", Aborted: true})
	})
	_, _, batch := answers(func(b contract.Batch) (*contract.Tally, error) {
		if len(b.Calls) == 0 {
			return nil, temporal.NewCanceledError()
		}
		return nil, temporal.NewCanceledError(contract.Tally{Done: 1, NotRun: 2})
	})
	e := env(t, map[string]any{contract.WaitAction: wait, contract.RunBatch: batch})
	_, err := run(t, e, func(ctx workflow.Context) (int, error) {
		_, err := durable.WaitAction(ctx, contract.Wait{Call: contract.Call{Action: "a"}})
		c, ok := durable.Cancelled(err)
		assert.True(t, ok)
		assert.Equal(t, contract.Cancelled{Handle: "h", Aborted: true}, c)
		_, err = durable.RunBatch(ctx, contract.Batch{Calls: callsOf(3, false)})
		tally, ok := durable.CancelledBatch(err)
		assert.True(t, ok)
		assert.Equal(t, 2, tally.NotRun)
		_, err = durable.RunBatch(ctx, contract.Batch{})
		_, ok = durable.CancelledBatch(err)
		assert.False(t, ok)
		return 0, nil
	})
	require.NoError(t, err)
	_, ok := durable.Cancelled(errors.New("no"))
	assert.False(t, ok)
}
