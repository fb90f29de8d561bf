package durable_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

// createCluster is a workflow that looks for the cluster where nobody knows whether it was
// made, since making one has no idempotency token.
func createCluster(ctx workflow.Context, name string) (id string, err error) {
	type cluster struct {
		ID   string `json:"cluster_id"`
		Name string `json:"cluster_name"`
	}
	ctx = durable.WithOptions(ctx, durable.Options{Connection: "prod"})
	made, err := durable.RunAction(ctx, contract.Call{
		Action: "post_api_2_1_clusters_create",
		Params: contract.Values{"data": map[string]any{"cluster_name": name, "spark_version": "15.4.x-scala2.12", "num_workers": 2}},
	})
	if o, ok := durable.ErrorObject(err); ok && o.Category == connector.CategoryUnknown {
		all := durable.Items(ctx, contract.List{Call: contract.Call{Action: "get_api_2_1_clusters_list"}})
		for c, err := range durable.As[cluster](all) {
			if err != nil || c.Name == name {
				return c.ID, err
			}
		}
		return "", errors.New("it was not made")
	}
	if err != nil {
		return "", err
	}
	var c cluster
	err = durable.Decode(ctx, made, &c)
	return c.ID, err
}

// In a test, functions stand in for the activities: here one whose answer was lost.
func ExampleErrorObject() {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterActivityWithOptions(func(context.Context, contract.Call) (*contract.Result, error) {
		lost := connector.ErrorObject{Category: connector.CategoryUnknown, InDoubt: true}
		return nil, temporal.NewNonRetryableApplicationError("the answer was lost", lost.Category, nil, lost)
	}, activity.RegisterOptions{Name: contract.RunAction})
	env.RegisterActivityWithOptions(func(context.Context, contract.List) (*contract.Items, error) {
		return &contract.Items{Count: 1, Items: []json.RawMessage{[]byte(`{"cluster_id": "c-7", "cluster_name": "demo"}`)}}, nil
	}, activity.RegisterOptions{Name: contract.ListItems})
	env.ExecuteWorkflow(createCluster, "demo")
	var id string
	fmt.Println(env.GetWorkflowResult(&id), id)
	// Output: <nil> c-7
}
