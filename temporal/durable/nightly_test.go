package durable_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

// nightly is a workflow: it runs a job and says which task of it failed, if one did.
func nightly(ctx workflow.Context, job int64) (failed string, err error) {
	run, err := durable.WaitAction(ctx, contract.Wait{Call: contract.Call{
		Connection: "prod", Action: "post_api_2_2_jobs_run_now",
		Params: contract.Values{"data": map[string]any{"job_id": job}},
	}})
	if o, ok := durable.ErrorObject(err); ok && o.Category == connector.CategoryFailed && len(o.Parts) > 0 {
		return o.Parts[0].Name, nil
	}
	if err != nil {
		return "", err
	}
	var done struct {
		RunID int64 `json:"run_id"`
	}
	if err := durable.Decode(ctx, run, &done); err != nil {
		return "", err
	}
	workflow.GetLogger(ctx).Info("the job is done", "run", done.RunID)
	return "", nil
}

func TestNightly(t *testing.T) {
	for name, fails := range map[string]bool{"": false, "load": true} {
		waits, _, act := answers(func(contract.Wait) (*contract.Finished, error) {
			if !fails {
				return &contract.Finished{State: "TERMINATED", Data: json.RawMessage(`{"run_id":5}`)}, nil
			}
			o := connector.ErrorObject{Category: connector.CategoryFailed, Parts: []connector.Part{{Name: "load", Failed: true}}}
			return nil, temporal.NewNonRetryableApplicationError("the work failed", o.Category, nil, o)
		})
		failed, err := run(t, env(t, map[string]any{contract.WaitAction: act}), func(ctx workflow.Context) (string, error) { return nightly(ctx, 7) })
		require.NoError(t, err)
		assert.Equal(t, name, failed)
		require.Len(t, *waits, 1)
		assert.Equal(t, map[string]any{"job_id": json.Number("7")}, (*waits)[0].Params["data"])
	}
}
