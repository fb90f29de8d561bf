package durable_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

func TestTimedOut(t *testing.T) {
	said := map[string][]any{
		"waits": {contract.Progress{Sending: true, Handle: "h"}}, "sends": {contract.Progress{Sending: true}}, "silent": nil, "odd": {"text"},
	}
	_, _, act := answers(func(c contract.Call) (*contract.Result, error) {
		if c.Action == "fails" {
			return nil, temporal.NewNonRetryableApplicationError("no", connector.CategoryClient, nil)
		}
		return nil, temporal.NewTimeoutError(enumspb.TIMEOUT_TYPE_HEARTBEAT, nil, said[c.Action]...)
	})
	_, _, batch := answers(func(contract.Batch) (*contract.Tally, error) {
		return nil, temporal.NewTimeoutError(enumspb.TIMEOUT_TYPE_START_TO_CLOSE, nil, contract.BatchProgress{Of: 3, Ended: 2})
	})
	e := env(t, map[string]any{contract.RunAction: act, contract.RunBatch: batch})
	_, err := run(t, e, func(ctx workflow.Context) (int, error) {
		ctx = workflow.WithRetryPolicy(ctx, temporal.RetryPolicy{MaximumAttempts: 1})
		for _, c := range []struct {
			action string
			is     bool
			want   contract.Progress
		}{
			{"waits", true, contract.Progress{Sending: true, Handle: "h"}},
			{"sends", true, contract.Progress{Sending: true}},
			{"silent", true, contract.Progress{}},
			{"odd", false, contract.Progress{}},
			{"fails", false, contract.Progress{}},
		} {
			_, err := durable.RunAction(ctx, contract.Call{Action: c.action})
			_, isObject := durable.ErrorObject(err)
			assert.False(t, isObject, c.action)
			p, ok := durable.TimedOut(err)
			assert.Equal(t, c.is, ok, c.action)
			assert.Equal(t, c.want, p, c.action)
		}
		_, err := durable.RunBatch(ctx, contract.Batch{})
		p, ok := durable.TimedOutBatch(err)
		assert.True(t, ok)
		assert.Equal(t, contract.BatchProgress{Of: 3, Ended: 2}, p)
		return 0, nil
	})
	require.NoError(t, err)
	_, ok := durable.TimedOut(errors.New("no"))
	assert.False(t, ok)
}
