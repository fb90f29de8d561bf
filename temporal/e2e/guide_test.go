//go:build e2e && unix

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// guide are the README's fenced blocks of a language.
func guide(t *testing.T, language string) []string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	fence := regexp.MustCompile("(?ms)^```" + language + "\n(.*?)^```$")
	var found []string
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		found = append(found, m[1])
	}
	require.NotEmpty(t, found)
	return found
}

// TestGuide takes the steps of the guide: the call, the worker as it is started there,
// the workflow in Go and the one in Python.
func TestGuide(t *testing.T) {
	box, err := sandbox.Open(sandbox.Config{Registry: connector.Builtin(), Polls: -1})
	require.NoError(t, err)
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"sandbox": box.Connection()}})
	require.NoError(t, err)
	require.NoError(t, oneCall(t.Context(), c))

	home := t.TempDir()
	line := strings.Fields(strings.ReplaceAll(guide(t, "sh")[0], "/var/lib/actionctl/objects", filepath.Join(home, "objects")))
	require.Equal(t, "actionctl-worker", line[0])
	start(t, []string{"HOME=" + home, "TEMPORAL_ADDRESS=" + temporalAddress}, program(workerProgram), line[1:]...)

	temporal := dial(t, temporalAddress)
	workflows(t, temporal, "guide")
	run, err := temporal.ExecuteWorkflow(bounded(t), client.StartWorkflowOptions{TaskQueue: "guide"}, Nightly, int64(1))
	require.NoError(t, err)
	var report Report
	require.NoError(t, run.Get(bounded(t), &report))
	assert.Equal(t, "SUCCESS", report.Result)
	assert.Contains(t, report.Output, "metadata")

	file := filepath.Join(home, "nightly.py")
	require.NoError(t, os.WriteFile(file, []byte(guide(t, "python")[0]), 0o600))
	p := start(t, []string{"PYTHONDONTWRITEBYTECODE=1", "PYTHONPATH=" + home}, program(pythonProgram), "guide.py", temporalAddress)
	var result string
	p.tells(t, "Nightly", &result)
	assert.Equal(t, "SUCCESS", result)
}

// TestGuideIsCompiled finds the guide's Go in this package.
func TestGuideIsCompiled(t *testing.T) {
	text, err := os.ReadFile("guide_workflow_test.go")
	require.NoError(t, err)
	for _, snippet := range guide(t, "go") {
		assert.Contains(t, string(text), snippet)
	}
}

// TestEventsOfAnActivity: the arithmetic of GROWING.md.
func TestEventsOfAnActivity(t *testing.T) {
	const calls, each, around = 20, 6, 5
	s := sandboxed(t, 1)
	s.work(t)
	f := begin(t, s, oneByOne, s.queue(), calls)
	require.NoError(t, f.Get(bounded(t), nil))
	events := 0
	for history := f.client.GetWorkflowHistory(bounded(t), f.GetID(), f.GetRunID(), false, 0); history.HasNext(); events++ {
		_, err := history.Next()
		require.NoError(t, err)
	}
	assert.Equal(t, calls*each+around, events)
}
