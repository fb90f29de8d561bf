//go:build e2e && unix

package e2e

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	common "go.temporal.io/api/common/v1"
	enums "go.temporal.io/api/enums/v1"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/canary"
	"github.com/actionctl/connector/temporal/contract"
)

// TestSecret runs a call with a secret on a worker that is killed, and on one that is told
// that the call fails. Beyond the inputs, which are the workflow's own, the histories and
// what the workers say are free of it.
func TestSecret(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 1)
	call := contract.Call{
		Action: "post_api_2_0_secrets_put",
		Params: contract.Values{"data": map[string]any{"scope": "none", "key": "k", "string_value": canary.Value}},
	}
	h := s.hold(before, "POST /api/2.0/secrets/put", 0)
	first := s.work(t, "--debug")
	killed := byName(t, s, contract.RunAction, call)
	h.wait(t)
	first.kill()
	second := s.work(t, "--debug")
	refused := byName(t, s, contract.RunAction, call)
	for category, f := range map[string]flow{connector.CategoryUnknown: killed, connector.CategoryNotFound: refused} {
		e := f.fails(t)
		assert.Equal(t, category, e.kind)
		history, inputs := f.history(t)
		assert.Contains(t, history, category, "what is looked into is the history")
		assert.NotContains(t, history, canary.Value)
		assert.Equal(t, 2, inputs, "the workflow and the activity have it as input")
	}
	assert.Contains(t, second.log.String(), "post_api_2_0_secrets_put")
	for _, w := range []*process{first, second} {
		assert.NotContains(t, w.log.String(), canary.Value)
	}
}

// history is all of the workflow's history but the inputs that hold a secret, and how many
// those are.
func (f flow) history(t *testing.T) (text string, inputs int) {
	t.Helper()
	events := f.client.GetWorkflowHistory(bounded(t), f.GetID(), f.GetRunID(), false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(t, err)
		for _, input := range []*common.Payloads{
			event.GetWorkflowExecutionStartedEventAttributes().GetInput(),
			event.GetActivityTaskScheduledEventAttributes().GetInput(),
		} {
			for _, one := range input.GetPayloads() {
				if strings.Contains(string(one.Data), canary.Value) {
					one.Data = nil
					inputs++
				}
			}
		}
		text += event.String() // the bytes of payloads stand in it as text
	}
	return text, inputs
}
