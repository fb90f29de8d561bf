//go:build e2e && unix

package e2e

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	connector "github.com/actionctl/connector"
)

// flow is a workflow that a test has started.
type flow struct {
	client.WorkflowRun
	client client.Client
}

// begin starts a workflow. Its queue is the name of the connection: that of the activities
// has a prefix.
func begin(t *testing.T, s *site, workflow any, args ...any) flow {
	t.Helper()
	c := dial(t, s.temporal)
	workflows(t, c, s.connection)
	return beginOn(t, c, s, workflow, args...)
}

func beginOn(t *testing.T, c client.Client, s *site, workflow any, args ...any) flow {
	t.Helper()
	run, err := c.ExecuteWorkflow(bounded(t), client.StartWorkflowOptions{TaskQueue: s.connection}, workflow, args...)
	require.NoError(t, err)
	return flow{run, c}
}

// byName starts a workflow of one activity.
func byName(t *testing.T, s *site, name string, input any) flow {
	t.Helper()
	return begin(t, s, single, task{Queue: s.queue(), Activity: name, Input: input})
}

// gives waits for the workflow's success and takes its answer.
func (f flow) gives(t *testing.T, answer any) {
	t.Helper()
	var text json.RawMessage
	require.NoError(t, f.Get(bounded(t), &text))
	require.NoError(t, json.Unmarshal(text, answer), "%s", text)
}

// failed is how an activity failed, as its workflow sees it.
type failed struct {
	kind  string // the application error's type
	final bool   // it is not retried
	connector.ErrorObject
}

// fails waits for the workflow to fail by an activity's application error.
func (f flow) fails(t *testing.T) failed {
	t.Helper()
	err := f.Get(bounded(t), nil)
	var app *temporal.ApplicationError
	require.ErrorAs(t, err, &app)
	out := failed{kind: app.Type(), final: app.NonRetryable()}
	require.NoError(t, app.Details(&out.ErrorObject), "%v", err)
	return out
}
