package durable_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
)

// env is a workflow environment whose activities are functions of the test, by name.
func env(t *testing.T, activities map[string]any) *testsuite.TestWorkflowEnvironment {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	e := suite.NewTestWorkflowEnvironment()
	for name, f := range activities {
		e.RegisterActivityWithOptions(f, activity.RegisterOptions{Name: name})
	}
	return e
}

// run runs a workflow and gives what it gave.
func run[T any](t *testing.T, e *testsuite.TestWorkflowEnvironment, f func(workflow.Context) (T, error)) (T, error) {
	t.Helper()
	e.ExecuteWorkflow(f)
	require.True(t, e.IsWorkflowCompleted())
	var out T
	if err := e.GetWorkflowError(); err != nil {
		return out, err
	}
	return out, e.GetWorkflowResult(&out)
}

// answers is an activity that takes an I, notes it and its info, and gives what f says.
func answers[I, O any](f func(I) (O, error)) (*[]I, *[]activity.Info, func(context.Context, I) (O, error)) {
	var inputs []I
	var infos []activity.Info
	return &inputs, &infos, func(ctx context.Context, in I) (O, error) {
		inputs = append(inputs, in)
		infos = append(infos, activity.GetInfo(ctx))
		return f(in)
	}
}
