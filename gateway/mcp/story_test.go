package mcp

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
)

// definitions are the bytes of all tools' definitions.
func (s *session) definitions() int {
	s.t.Helper()
	list, err := s.ListTools(s.t.Context(), nil)
	require.NoError(s.t, err)
	text, err := json.Marshal(list.Tools)
	require.NoError(s.t, err)
	return len(text)
}

const start = "post_api_2_1_clusters_start"

// cluster makes a terminated cluster.
func (s *session) cluster() string {
	s.t.Helper()
	made := s.ok("run_action", map[string]any{"action": "post_api_2_1_clusters_create", "params": map[string]any{
		"data": map[string]any{"cluster_name": "x", "spark_version": "15.4.x-scala2.12", "num_workers": 1},
	}, "wait": true})
	id := made["data"].(map[string]any)["cluster_id"].(string)
	s.ok("run_action", map[string]any{"action": "post_api_2_1_clusters_delete", "params": map[string]any{"data": map[string]any{"cluster_id": id}}, "wait": true})
	s.calls, s.bytes = 0, 0
	return id
}

// What an agent does that is told to start a cluster and to wait: find, describe, run.
func TestStory(t *testing.T) {
	c := opened(t)
	id := connected(t, made(t, Options{Connector: c, Mode: connection.FullAccess}), nil).cluster()
	params := map[string]any{"data": map[string]any{"cluster_id": id}}
	for _, tt := range []struct {
		name string
		mode connection.Mode
		say  func(string) string
		runs bool
	}{
		{"refused", connection.Safe, nil, false},
		{"agreed", connection.Safe, func(string) string { return "accept" }, true},
		{"allowed", connection.DeleteSafe, nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := connected(t, made(t, Options{Connector: c, Mode: tt.mode}), tt.say)
			found := s.ok("search_actions", map[string]any{"query": "start cluster"})
			assert.Equal(t, start, found["actions"].([]any)[0].(map[string]any)["action"])
			about := s.ok("describe_action", map[string]any{"action": start})
			assert.Contains(t, about["params"], "cluster_id: string")
			assert.Equal(t, true, about["wait"])
			run := map[string]any{"action": start, "params": params, "wait": true}
			if !tt.runs {
				e := s.refused("run_action", run)
				assert.Equal(t, "POLICY_REFUSED", e["code"])
				assert.Contains(t, e["message"], "--mode delete_safe")
			} else {
				done := s.ok("run_action", run)
				assert.Equal(t, "RUNNING", done["state"])
			}
			assert.LessOrEqual(t, s.calls, 4)
			assert.Less(t, s.bytes+s.definitions(), 9000)
			t.Log("calls", s.calls, "bytes of calls", s.bytes, "of definitions", s.definitions())
		})
	}
}
