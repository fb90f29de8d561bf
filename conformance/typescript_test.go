package conformance

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The official TypeScript client finds, reads and calls all that the server has.
func TestTypeScriptClient(t *testing.T) {
	b := newBench(t)
	for _, to := range b.fronts(t, "--mode", "safe") {
		t.Run(to.name, func(t *testing.T) {
			c := b.talk(t, to, "",
				step{Do: "listTools"}, step{Do: "listResources"}, step{Do: "listResourceTemplates"}, step{Do: "listPrompts"},
				step{"readResource", map[string]any{"uri": "actions://catalogue"}},
				step{"readResource", map[string]any{"uri": "actions://compute"}},
				step{"readResource", map[string]any{"uri": "actions://compute/post_api_2_1_clusters_start"}},
				step{"getPrompt", map[string]any{"name": "execute", "arguments": map[string]string{"action": "post_api_2_1_clusters_start", "connection": work}}},
				tool("search_actions", map[string]any{"query": "start a cluster"}),
				tool("describe_action", map[string]any{"action": "post_api_2_1_clusters_start"}),
				tool("list_connections", map[string]any{}),
				tool("run_action", map[string]any{"action": "get_api_2_2_jobs_list", "connection": work}),
			)
			assert.Equal(t, "actionctl", c.Server["name"])
			for i, s := range c.Steps {
				require.Nil(t, s.Error, "step %d", i)
				assert.False(t, s.failed(), "step %d: %v", i, s.Result)
			}
			names := map[string]bool{}
			for _, each := range c.Steps[0].Result["tools"].([]any) {
				names[each.(map[string]any)["name"].(string)] = true
			}
			assert.Equal(t, map[string]bool{"search_actions": true, "describe_action": true, "run_action": true, "list_connections": true}, names)
			assert.Contains(t, c.Steps[8].text(t), "post_api_2_1_clusters_start")
			assert.Contains(t, c.Steps[9].text(t), "cluster_id")
			assert.Contains(t, c.Steps[10].text(t), work)
			assert.Contains(t, c.Steps[11].text(t), "job_id")
			assert.Equal(t, []string{work + " GET /api/2.2/jobs/list"}, b.reached.take())
		})
	}
}

// What goes wrong within a tool is a result that the model can read; what is no call of a
// tool at all is an error of the protocol.
func TestTypeScriptErrors(t *testing.T) {
	b := newBench(t)
	for _, to := range b.fronts(t, "--mode", "safe") {
		t.Run(to.name, func(t *testing.T) {
			c := b.talk(t, to, "",
				tool("run_action", map[string]any{"action": "post_api_2_1_clusters_stat"}),
				tool("run_action", map[string]any{"action": "post_api_2_2_jobs_create", "connection": work, "params": map[string]any{"nme": "x"}}),
				tool("run_action", map[string]any{"action": "get_api_2_2_jobs_get", "connection": work, "params": map[string]any{"job_id": 404404}}),
				tool("run_action", map[string]any{"action": "get_api_2_2_jobs_list", "connection": "nowhere"}),
				tool("run_action", map[string]any{"acton": "get_api_2_2_jobs_list"}),
				tool("describe_action", map[string]any{}),
				tool("delete_everything", map[string]any{}),
				step{"readResource", map[string]any{"uri": "actions://nowhere"}},
				step{"getPrompt", map[string]any{"name": "nothing"}},
			)
			for i, want := range []string{"post_api_2_1_clusters_start", "nme", "404404", "nowhere", "action", "action"} {
				assert.True(t, c.Steps[i].failed(), "step %d: %v", i, c.Steps[i].Result)
				assert.Contains(t, c.Steps[i].text(t), want, "step %d", i)
			}
			for i := 6; i < 9; i++ {
				assert.NotNil(t, c.Steps[i].Error, "step %d: %v", i, c.Steps[i].Result)
			}
			assert.Len(t, b.reached.take(), 1, "only the third one is a call")
		})
	}
}

// Where the mode of the server stands in the way, somebody is asked, and their answer
// counts; a client that cannot ask is told which mode would do.
func TestTypeScriptElicitation(t *testing.T) {
	b := newBench(t)
	start := tool("run_action", map[string]any{"action": "post_api_2_1_clusters_start", "connection": work,
		"params": map[string]any{"data": map[string]any{"cluster_id": "example-cluster_id"}}})
	for _, to := range b.fronts(t, "--mode", "safe") {
		for answer, runs := range map[string]bool{"accept": true, "decline": false, "cancel": false, "": false} {
			t.Run(to.name+" "+answer, func(t *testing.T) {
				c := b.talk(t, to, answer, start)
				if answer == "" {
					assert.Empty(t, c.Asked)
					assert.Contains(t, c.Steps[0].text(t), "delete_safe")
				} else if assert.Len(t, c.Asked, 1) {
					assert.Contains(t, c.Asked[0]["message"], "post_api_2_1_clusters_start")
				}
				assert.Equal(t, !runs, c.Steps[0].failed(), "%v", c.Steps[0].Result)
				if runs {
					assert.Equal(t, []string{work + " POST /api/2.1/clusters/start"}, b.reached.take())
				} else {
					assert.Empty(t, b.reached.take())
				}
			})
		}
	}
}

// Work is waited for, and its progress is told meanwhile.
func TestTypeScriptProgress(t *testing.T) {
	b := newBench(t)
	for _, to := range b.fronts(t, "--mode", "delete_safe") {
		t.Run(to.name, func(t *testing.T) {
			c := b.talk(t, to, "", tool("run_action", map[string]any{"action": "post_api_2_2_jobs_run_now", "connection": work, "wait": true,
				"params": map[string]any{"data": map[string]any{"job_id": 1}}}))
			assert.False(t, c.Steps[0].failed(), "%v", c.Steps[0].Result)
			assert.Contains(t, c.Steps[0].text(t), "TERMINATED")
			assert.NotEmpty(t, c.Progress)
			b.reached.take()
		})
	}
}

// A pinned action is a tool whose schemas the client checks; the numbers of its answer
// keep their digits.
func TestTypeScriptPins(t *testing.T) {
	b := newBench(t)
	for _, to := range b.fronts(t, "--mode", "safe", "--pin", "get_api_2_2_jobs_*", "--aliases") {
		t.Run(to.name, func(t *testing.T) {
			c := b.talk(t, to, "",
				step{Do: "listTools"},
				tool("get_api_2_2_jobs_list", map[string]any{"connection": work, "limit": 1}),
				tool("get_api_2_2_jobs_get", map[string]any{"connection": work, "job_id": 1}),
				tool("get_connection_action_details", map[string]any{"connection_name": work, "action_name": "get_api_2_2_jobs_list"}),
				tool("execute_connection_action", map[string]any{"connection_name": work, "action_name": "get_api_2_2_jobs_list", "parameters": map[string]any{"limit": 1}}),
			)
			for i, s := range c.Steps {
				require.Nil(t, s.Error, "step %d: %v", i, s.Error)
				assert.False(t, s.failed(), "step %d: %v", i, s.Result)
			}
			data, err := json.Marshal(c.Steps[2].Result["structuredContent"])
			require.NoError(t, err)
			assert.Contains(t, string(data), `"job_id":1`)
			assert.Len(t, b.reached.take(), 3)
		})
	}
}
