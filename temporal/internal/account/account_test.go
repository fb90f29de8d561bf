package account_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/metrics"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/temporal/activities"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/internal/account"
)

const reading = "get_api_2_1_clusters_list"

// environment runs activities under an account.
func environment(a *account.Account) *testsuite.TestActivityEnvironment {
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	env.SetWorkerOptions(worker.Options{Interceptors: []interceptor.WorkerInterceptor{a.Of("prod")}})
	return env
}

func text(t *testing.T, set *metrics.Set) string {
	t.Helper()
	var b strings.Builder
	_, err := set.WriteTo(&b)
	require.NoError(t, err)
	return b.String()
}

func TestActivitiesAreCounted(t *testing.T) {
	set := &metrics.Set{}
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin()})
	require.NoError(t, err)
	c, err := connector.Open(connector.Config{
		Getenv:      func(string) string { return "" },
		Connections: map[string]connection.Connection{"prod": box.Connection()},
	})
	require.NoError(t, err)
	real, err := activities.New(activities.Options{Connector: c, Connection: "prod"})
	require.NoError(t, err)
	a := account.New(set, c.Registry())
	env := environment(a)
	real.Register(env)
	run := func(name string, arg any) { _, _ = env.ExecuteActivity(name, arg) }
	run(contract.RunAction, contract.Call{Action: reading})
	run(contract.RunAction, contract.Call{Action: reading})
	run(contract.ListItems, contract.List{Call: contract.Call{Action: reading}})
	run(contract.RunAction, contract.Call{Action: reading, Params: contract.Values{"nonsense": 1}})
	run(contract.RunAction, contract.Call{Action: "made_up_by_somebody"})
	run(contract.RunAction, "no object")
	got := text(t, set)
	for _, line := range []string{
		`actionctl_activities_total{activity="RunAction",connection="prod",class="read",outcome="ok"} 2`,
		`actionctl_activities_total{activity="ListItems",connection="prod",class="read",outcome="ok"} 1`,
		`actionctl_activities_total{activity="RunAction",connection="prod",class="read",outcome="validation"} 1`,
		`actionctl_activities_total{activity="RunAction",connection="prod",outcome="usage"} 2`,
		`actionctl_activity_duration_seconds_count{activity="RunAction",connection="prod"} 5`,
		`actionctl_activities_in_flight 0`,
	} {
		assert.Contains(t, got, line+"\n")
	}
	assert.NotContains(t, got, "made_up")
}

// All ends have a name, and what runs is counted while it does.
func TestEndsOfOtherKinds(t *testing.T) {
	set := &metrics.Set{}
	a := account.New(set, connector.Builtin())
	env := environment(a)
	env.RegisterActivityWithOptions(func(_ context.Context, end string) error {
		assert.EqualValues(t, 1, a.Running())
		switch end {
		case "canceled":
			return temporal.NewCanceledError()
		case "panic":
			panic("oh")
		}
		return errors.New("odd")
	}, activity.RegisterOptions{Name: "Other"})
	for _, end := range []string{"canceled", "panic", "error"} {
		_, err := env.ExecuteActivity("Other", end)
		require.Error(t, err)
		assert.Contains(t, text(t, set), `actionctl_activities_total{activity="Other",connection="prod",outcome="`+end+"\"} 1\n")
	}
	assert.Zero(t, a.Running())
}
