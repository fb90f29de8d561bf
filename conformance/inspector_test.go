package conformance

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const inspector = "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js"

// failedTool is what the Inspector exits with when a tool says that it failed.
const failedTool = 5

// inspect runs the Inspector's command line against a server and returns what it prints.
func (b *bench) inspect(t *testing.T, to front, want int, args ...string) string {
	t.Helper()
	server := map[string]any{"command": to.Command, "args": to.Args, "env": to.Env}
	if to.URL != "" {
		server = map[string]any{"type": "streamable-http", "url": to.URL, "headers": map[string]string{"Authorization": "Bearer " + to.Token}}
	}
	settings, err := json.Marshal(map[string]any{"mcpServers": map[string]any{"actionctl": server}})
	require.NoError(t, err)
	file := filepath.Join(b.dir, "mcp.json")
	require.NoError(t, os.WriteFile(file, settings, 0o600))
	out, errs, code := b.script(t, "", inspector, append([]string{"--cli", "--config", file, "--server", "actionctl"}, args...)...)
	assert.Equal(t, want, code, "%q\n%s\n%s", args, out, errs)
	return out + errs
}

// The Inspector finds nothing that other hosts could stumble over, and gets what there is.
func TestInspector(t *testing.T) {
	b := newBench(t)
	for _, to := range b.fronts(t, "--mode", "safe", "--pin", "get_api_2_1_clusters_*", "--pin", "post_api_2_2_jobs_create", "--aliases") {
		t.Run(to.name, func(t *testing.T) {
			tools := b.inspect(t, to, 0, "--method", "tools/list", "--strict")
			for _, name := range []string{"search_actions", "describe_action", "run_action", "list_connections", "get_api_2_1_clusters_list",
				"get_connection_action_details", "execute_connection_action"} {
				assert.Contains(t, tools, `"`+name+`"`)
			}
			got := b.inspect(t, to, 0, "--method", "tools/call", "--tool-name", "run_action",
				"--tool-arg", "action=get_api_2_2_jobs_get", "connection="+work, `params={"job_id":1}`)
			assert.Contains(t, got, "job_id")
			assert.Len(t, b.reached.take(), 1)

			got = b.inspect(t, to, failedTool, "--method", "tools/call", "--tool-name", "run_action",
				"--tool-arg", "action=post_api_2_1_clusters_start", "connection="+work, `params={"data":{"cluster_id":"example-cluster_id"}}`)
			assert.Contains(t, got, "delete_safe")
			assert.Empty(t, b.reached.take())

			got = b.inspect(t, to, 0, "--method", "tools/call", "--tool-name", "get_api_2_1_clusters_get",
				"--tool-arg", "connection="+work, "cluster_id=example-cluster_id")
			assert.Contains(t, got, "structuredContent")
			assert.Len(t, b.reached.take(), 1)

			assert.Contains(t, b.inspect(t, to, 0, "--method", "resources/list"), "actions://")
			assert.Contains(t, b.inspect(t, to, 0, "--method", "resources/templates/list"), "actions://{service}")
			assert.Contains(t, b.inspect(t, to, 0, "--method", "resources/read", "--uri", "actions://compute"), "post_api_2_1_clusters_start")
			assert.Contains(t, b.inspect(t, to, 0, "--method", "prompts/list"), "execute")
			assert.Contains(t, b.inspect(t, to, 0, "--method", "prompts/get", "--prompt-name", "execute",
				"--prompt-args", "action=get_api_2_2_jobs_list", "connection="+work), "get_api_2_2_jobs_list")
		})
	}
}
