package durable_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

func callsOf(n int, wait bool) []contract.BatchCall {
	calls := make([]contract.BatchCall, n)
	for i := range calls {
		calls[i] = contract.BatchCall{Call: contract.Call{Action: "a"}, Wait: wait}
	}
	return calls
}

func TestSplit(t *testing.T) {
	heavy := callsOf(5, false)
	for i := range heavy {
		heavy[i].Params = contract.Values{"text": strings.Repeat("x", 200<<10)}
	}
	heavy[2].Params = contract.Values{"text": strings.Repeat("x", 1<<20)}
	object := &contract.Object{URI: "file:///x"}
	for _, c := range []struct {
		name  string
		batch contract.Batch
		want  []int
	}{
		{"nothing", contract.Batch{}, nil},
		{"few", contract.Batch{Calls: callsOf(3, false)}, []int{3}},
		{"as many as there may be", contract.Batch{Calls: callsOf(1000, false)}, []int{1000}},
		{"more", contract.Batch{Calls: callsOf(2001, false)}, []int{1000, 1000, 1}},
		{"work", contract.Batch{Calls: callsOf(300, true)}, []int{250, 50}},
		{"large parameters", contract.Batch{Calls: heavy}, []int{2, 1, 2}},
		{"an object", contract.Batch{CallsObject: object}, []int{0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.batch.Connection = "prod"
			var sizes []int
			n := 0
			for _, piece := range durable.Split(c.batch) {
				assert.Equal(t, "prod", piece.Connection)
				sizes = append(sizes, len(piece.Calls))
				for _, call := range piece.Calls {
					n++
					assert.Equal(t, strconv.Itoa(n), call.ID)
				}
			}
			assert.Equal(t, c.want, sizes)
		})
	}
	assert.Empty(t, heavy[0].ID, "what was given stays as it is")
}

func TestRunBatches(t *testing.T) {
	batches, infos, act := answers(func(b contract.Batch) (*contract.Tally, error) {
		return &contract.Tally{Done: len(b.Calls) - 1, Failed: 1}, nil
	})
	done, err := run(t, env(t, map[string]any{contract.RunBatch: act}), func(ctx workflow.Context) (int, error) {
		done := 0
		ctx = durable.WithOptions(ctx, durable.Options{Connection: "prod"})
		for tally, err := range durable.RunBatches(ctx, contract.Batch{Calls: callsOf(2500, false)}) {
			if err != nil {
				return 0, err
			}
			done += tally.Done
		}
		for _, err := range durable.RunBatches(ctx, contract.Batch{Calls: callsOf(2500, false), StopOnError: true}) {
			if err != nil {
				return 0, err
			}
		}
		return done, nil
	})
	require.NoError(t, err)
	assert.Equal(t, 2497, done)
	assert.Len(t, *batches, 3+1, "the second stops at the first failure")
	assert.Equal(t, "actionctl-prod", (*infos)[0].TaskQueue)
}

func TestResults(t *testing.T) {
	var text strings.Builder
	for i := range 3 {
		line, err := json.Marshal(contract.BatchResult{ID: strconv.Itoa(i), Outcome: "done", Data: json.RawMessage(`9007199254740993`)})
		require.NoError(t, err)
		text.Write(append(line, '\n'))
	}
	object := objectOf(text.String())
	_, read := chunks(text.String(), 50)
	n, err := run(t, env(t, map[string]any{contract.ReadObject: read}), func(ctx workflow.Context) (int, error) {
		all, err := durable.Results(ctx, &contract.Tally{Object: &object})
		assert.Equal(t, json.RawMessage(`9007199254740993`), all[2].Data)
		inline, _ := durable.Results(ctx, &contract.Tally{Results: all[:1]})
		assert.Len(t, inline, 1)
		return len(all), err
	})
	require.NoError(t, err)
	assert.Equal(t, 3, n)
}
