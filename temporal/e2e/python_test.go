//go:build e2e && unix

package e2e

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// TestPython has the workflows of workflows.py call the activities by name.
func TestPython(t *testing.T) {
	s := sandboxed(t, 1)
	s.work(t)
	p := start(t, []string{"PYTHONDONTWRITEBYTECODE=1"}, program(pythonProgram), "workflows.py", temporalAddress, s.queue())

	var through struct {
		Job   json.Number
		Run   contract.Finished
		Names []string
	}
	p.tells(t, "through", &through)
	assert.Equal(t, "TERMINATED", through.Run.State)
	assert.Equal(t, "SUCCESS", through.Run.Result)
	assert.Equal(t, []string{"from python"}, through.Names)
	assert.Equal(t, 1, s.jobs(t, "from python"))
	assert.Len(t, s.runs(t), 1)

	var refused struct {
		Type  string
		Final bool
		Error connector.ErrorObject
	}
	p.tells(t, "refused", &refused)
	assert.Equal(t, connector.CategoryValidation, refused.Type)
	assert.True(t, refused.Final)
	assert.Equal(t, connector.CategoryValidation, refused.Error.Category)
	assert.NotEmpty(t, refused.Error.Problems)
	assert.Equal(t, 1, s.saw(sendRun), "what is wrong was not sent")

	s.hold(before, pollRun, 0)
	p.next(t)
	var cancelled contract.Cancelled
	p.tells(t, "cancelled", &cancelled)
	assert.True(t, cancelled.Aborted, "%+v", cancelled)
	assert.Equal(t, 1, s.got(abortRun), "the abort ran once")
	// How the program ends says nothing: the core of temporalio may crash in the
	// interpreter's last moments.
}

// tells waits for the end of a workflow.
func (p *process) tells(t *testing.T, name string, end any) {
	t.Helper()
	select {
	case line, more := <-p.lines:
		require.True(t, more, "the program ended: %s", p.log)
		var told struct {
			Workflow string
			End      json.RawMessage
		}
		require.NoError(t, json.Unmarshal([]byte(line), &told), "%s", line)
		require.Equal(t, name, told.Workflow)
		require.NoError(t, json.Unmarshal(told.End, end), "%s", line)
	case <-time.After(2 * patience):
		t.Fatalf("no word of %s: %s", name, p.log)
	}
}

// next has the program go on.
func (p *process) next(t *testing.T) {
	t.Helper()
	_, err := p.input.Write([]byte("\n"))
	require.NoError(t, err)
}
