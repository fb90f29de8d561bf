package conformance

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// entry is a line of the audit file.
type entry struct {
	Call, Phase, Purpose, Action, Error string
	Caller                              struct{ Front, Name, Agent, Request string }
}

func readAudit(t *testing.T, path string) []entry {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	var all []entry
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var e entry
		require.NoError(t, json.Unmarshal(lines.Bytes(), &e), "%s", lines.Bytes())
		all = append(all, e)
	}
	require.NoError(t, lines.Err())
	return all
}

// Who calls through an agent is in the audit like everybody else, with what was refused.
func TestAuditOfAgents(t *testing.T) {
	b := newBench(t)
	file := filepath.Join(b.dir, "audit.jsonl")
	for _, to := range b.fronts(t, "--mode", "safe", "--audit", file, "--audit-mode", "strict") {
		t.Run(to.name, func(t *testing.T) {
			before := 0
			if _, err := os.Stat(file); err == nil {
				before = len(readAudit(t, file))
			}
			c := b.talk(t, to, "",
				tool("run_action", map[string]any{"action": "get_api_2_2_jobs_list", "connection": work}),
				tool("run_action", map[string]any{"action": "post_api_2_1_clusters_start", "connection": work,
					"params": map[string]any{"data": map[string]any{"cluster_id": canary}}}))
			require.False(t, c.Steps[0].failed(), "%v", c.Steps[0].Result)
			require.True(t, c.Steps[1].failed())
			got := readAudit(t, file)[before:]
			require.Len(t, got, 3)
			for i, want := range []struct{ phase, action string }{
				{"begin", "get_api_2_2_jobs_list"}, {"end", "get_api_2_2_jobs_list"}, {"refused", "post_api_2_1_clusters_start"},
			} {
				assert.Equal(t, want.phase, got[i].Phase)
				assert.Equal(t, want.action, got[i].Action)
				assert.Equal(t, "mcp", got[i].Caller.Front)
				assert.Contains(t, got[i].Caller.Agent, "conformance")
				assert.NotEmpty(t, got[i].Caller.Name)
			}
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.NotContains(t, string(text), canary)
		})
	}
}
