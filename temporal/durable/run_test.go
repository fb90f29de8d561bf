package durable_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

func TestRunAction(t *testing.T) {
	calls, infos, act := answers(func(contract.Call) (*contract.Result, error) {
		return &contract.Result{Status: 200, Data: json.RawMessage(`{"job_id":9007199254740993}`)}, nil
	})
	id, err := run(t, env(t, map[string]any{contract.RunAction: act}), func(ctx workflow.Context) (json.Number, error) {
		res, err := durable.RunAction(ctx, contract.Call{
			Connection: "prod", Action: "a", Params: contract.Values{"job_id": json.Number("9007199254740993")},
		})
		if err != nil {
			return "", err
		}
		var job map[string]any
		err = durable.Decode(ctx, res, &job)
		id, _ := job["job_id"].(json.Number)
		return id, err
	})
	require.NoError(t, err)
	assert.Equal(t, json.Number("9007199254740993"), id)
	assert.Equal(t, json.Number("9007199254740993"), (*calls)[0].Params["job_id"])
	info := (*infos)[0]
	assert.Equal(t, "actionctl-prod", info.TaskQueue)
	assert.Equal(t, 30*time.Second, info.HeartbeatTimeout)
	assert.Equal(t, time.Hour, info.StartToCloseTimeout)
}

// What the author of a workflow sets goes before what the package thinks.
func TestOptionsOfTheWorkflow(t *testing.T) {
	_, infos, act := answers(func(contract.Call) (*contract.Result, error) { return &contract.Result{}, nil })
	_, err := run(t, env(t, map[string]any{contract.RunAction: act}), func(ctx workflow.Context) (int, error) {
		own := workflow.GetInfo(ctx).TaskQueueName
		named := durable.WithOptions(ctx, durable.Options{
			Connection: "lake", TaskQueue: func(connection string) string { return "team-" + connection },
		})
		set := workflow.WithActivityOptions(named, workflow.ActivityOptions{
			TaskQueue: "mine", ScheduleToCloseTimeout: time.Minute, HeartbeatTimeout: 2 * time.Second,
			RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 3},
		})
		short := workflow.WithStartToCloseTimeout(ctx, 10*time.Second)
		for _, ctx := range []workflow.Context{ctx, named, set, short} {
			if _, err := durable.RunAction(ctx, contract.Call{Action: "a"}); err != nil {
				return 0, err
			}
		}
		assert.Equal(t, own, (*infos)[0].TaskQueue)
		return 0, nil
	})
	require.NoError(t, err)
	assert.Equal(t, "team-lake", (*infos)[1].TaskQueue)
	set := (*infos)[2]
	assert.Equal(t, "mine", set.TaskQueue)
	assert.Equal(t, time.Minute, set.StartToCloseTimeout)
	assert.Equal(t, 2*time.Second, set.HeartbeatTimeout)
	short := (*infos)[3]
	assert.Equal(t, 10*time.Second, short.StartToCloseTimeout)
	assert.Equal(t, 10*time.Second, short.HeartbeatTimeout)
}

func TestWaitAction(t *testing.T) {
	waits, infos, act := answers(func(contract.Wait) (*contract.Finished, error) {
		return &contract.Finished{State: "TERMINATED", Data: json.RawMessage(`{"run_id":7}`), Handle: "h"}, nil
	})
	var job struct {
		RunID int64 `json:"run_id"`
	}
	_, err := run(t, env(t, map[string]any{contract.WaitAction: act}), func(ctx workflow.Context) (int, error) {
		for _, timeout := range []float64{0, 60, 1e300} {
			f, err := durable.WaitAction(ctx, contract.Wait{Call: contract.Call{Connection: "prod", Action: "a"}, Timeout: timeout})
			if err != nil {
				return 0, err
			}
			if err := durable.Decode(ctx, f, &job); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
	require.NoError(t, err)
	assert.EqualValues(t, 7, job.RunID)
	assert.InDelta(t, 60, (*waits)[1].Timeout, 0)
	for i, longest := range []time.Duration{7 * 24 * time.Hour, 16 * time.Minute, 7 * 24 * time.Hour} {
		assert.Equal(t, longest, (*infos)[i].StartToCloseTimeout)
	}
}

func TestErrorObject(t *testing.T) {
	_, _, act := answers(func(c contract.Call) (*contract.Result, error) {
		o := connector.ErrorObject{Code: "NOT_FOUND", Category: connector.CategoryNotFound, Status: 404, Details: []any{json.Number("9007199254740993")}}
		if c.Action == "b" {
			return nil, temporal.NewNonRetryableApplicationError("no object", "x", nil, "text")
		}
		return nil, temporal.NewNonRetryableApplicationError("not there", o.Category, nil, o)
	})
	got, err := run(t, env(t, map[string]any{contract.RunAction: act}), func(ctx workflow.Context) (connector.ErrorObject, error) {
		_, err := durable.RunAction(ctx, contract.Call{Action: "a"})
		o, ok := durable.ErrorObject(err)
		assert.True(t, ok)
		assert.Equal(t, []any{json.Number("9007199254740993")}, o.Details)
		_, err = durable.RunAction(ctx, contract.Call{Action: "b"})
		_, ok = durable.ErrorObject(err)
		assert.False(t, ok)
		return o, nil
	})
	require.NoError(t, err)
	assert.Equal(t, 404, got.Status)
	_, ok := durable.ErrorObject(nil)
	assert.False(t, ok)
}

func TestDecodeJSON(t *testing.T) {
	var v any
	for _, text := range []string{"", " ", "{", `{} {}`, "nul"} {
		assert.Error(t, durable.DecodeJSON(json.RawMessage(text), &v), text)
	}
	require.NoError(t, durable.DecodeJSON(json.RawMessage(" 18446744073709551616\n"), &v))
	assert.Equal(t, json.Number("18446744073709551616"), v)
	var s struct{ A int }
	assert.ErrorContains(t, durable.DecodeJSON(json.RawMessage(`{"a":"x"}`), &s), "does not fit")
}
