package mcp

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/brief"
)

const create = "post_api_2_2_jobs_create"

func TestBadArguments(t *testing.T) {
	s := connected(t, made(t, Options{Aliases: true}), nil)
	for _, tt := range []struct {
		tool      string
		arguments map[string]any
		code      string
		says      string
	}{
		{"search_actions", map[string]any{}, "BAD_ARGUMENTS", "query is missing"},
		{"search_actions", map[string]any{"query": "x", "limit": 21}, "BAD_ARGUMENTS", "not from 1 to 20"},
		{"search_actions", map[string]any{"query": "x", "service": "jobbs"}, "BAD_ARGUMENTS", `did you mean "jobs"`},
		{"search_actions", map[string]any{"query": "x", "safety": "mild"}, "BAD_ARGUMENTS", "not one of"},
		{"search_actions", map[string]any{"query": 1}, "BAD_ARGUMENTS", "query has to be a string"},
		{"describe_action", map[string]any{"acton": "x"}, "BAD_ARGUMENTS", `did you mean "action"`},
		{"describe_action", map[string]any{"action": "get_api_2_1_clusters_lst"}, "UNKNOWN_ACTION", "get_api_2_1_clusters_list"},
		{"describe_action", map[string]any{"action": start, "fields": []string{"data.x"}}, "BAD_ARGUMENTS", "cluster_id"},
		{"run_action", map[string]any{"action": start, "data": map[string]any{}}, "BAD_ARGUMENTS", "put it into params"},
		{"run_action", map[string]any{"action": start, "parms": map[string]any{}}, "BAD_ARGUMENTS", `did you mean "params"`},
		{"run_action", map[string]any{"action": "x", "params": []any{}}, "BAD_ARGUMENTS", "params has to be an object"},
		{"run_action", map[string]any{}, "BAD_ARGUMENTS", "action is missing"},
		{"run_action", map[string]any{"action": start, "connection": "bx"}, "UNKNOWN_CONNECTION", "there are: box"},
		{"run_action", map[string]any{"action": start, "wait": true, "all": true}, "BAD_ARGUMENTS", "do not go together"},
		{"run_action", map[string]any{"more": "r_x"}, "BAD_ARGUMENTS", "not known"},
		{"run_action", map[string]any{"more": "x"}, "BAD_ARGUMENTS", "handle"},
		{"run_action", map[string]any{"more": "r_x", "action": start}, "BAD_ARGUMENTS", "more goes alone"},
		{"run_action", map[string]any{"action": "get_api_2_1_clusters_get", "params": map[string]any{"cluster_id": "none"}}, "", "clusters_list"},
		{"run_action", map[string]any{"action": "get_api_2_1_clusters_get", "params": map[string]any{"cluster_id": "x"}, "all": true}, "NOT_A_LIST", "without all"},
		{"run_action", map[string]any{"action": "get_api_2_1_clusters_list", "wait": true}, "NO_WAIT", ""},
		{"run_action", map[string]any{"action": create, "params": map[string]any{"name": "x"}}, "INVALID_PARAMETERS", "/name (query): belongs inside data"},
		{"run_action", map[string]any{"action": create, "params": map[string]any{"data": map[string]any{"tasks": []any{map[string]any{"key": "a"}}}}}, "INVALID_PARAMETERS", "fields:[data.tasks]"},
		{"list_connections", map[string]any{"x": 1}, "BAD_ARGUMENTS", `no argument "x"`},
		{"execute_connection_action", map[string]any{"connection_name": "box", "action_name": start, "cluster_id": 1}, "BAD_ARGUMENTS", "inside parameters"},
	} {
		e := s.refused(tt.tool, tt.arguments)
		if tt.code != "" {
			assert.Equal(t, tt.code, e["code"], tt.arguments)
		}
		assert.Contains(t, fmt.Sprint(e), tt.says, tt.arguments)
		assert.NotContains(t, fmt.Sprint(e), "actionctl ", tt.arguments)
	}
}

func TestConnections(t *testing.T) {
	s := connected(t, made(t, Options{}), nil)
	got := s.ok("list_connections", nil)
	assert.Equal(t, []any{map[string]any{"name": "box", "mode": "full_access", "default": true}}, got["connections"])
	assert.Equal(t, "safe", got["server_mode"])
	hidden := connected(t, made(t, Options{Connections: []string{"prod_*"}}), nil)
	assert.Empty(t, hidden.ok("list_connections", nil)["connections"])
	unseen := hidden.refused("run_action", map[string]any{"action": "get_api_2_1_clusters_list", "connection": "box"})
	absent := hidden.refused("run_action", map[string]any{"action": "get_api_2_1_clusters_list", "connection": "bax"})
	assert.Equal(t, "unknown connection \"box\"; there are: none", unseen["message"])
	assert.Equal(t, "unknown connection \"bax\"; there are: none", absent["message"])
}

func TestAliases(t *testing.T) {
	s := connected(t, made(t, Options{Aliases: true, Mode: connection.FullAccess}), nil)
	list := s.ok("get_connection_action_details", map[string]any{"connection_name": "box", "search": "start cluster"})
	assert.Equal(t, start, list["actions"].([]any)[0].(map[string]any)["name"])
	details := s.ok("get_connection_action_details", map[string]any{"connection_name": "box", "action_name": start})
	assert.Contains(t, fmt.Sprint(details), "payloadSchema")
	similar := s.ok("get_connection_action_details", map[string]any{"connection_name": "box", "action_name": start + "s"})
	assert.Contains(t, similar["similar_actions"], start)
	s.ok("execute_connection_action", map[string]any{"connection_name": "box", "action_name": "get_api_2_1_clusters_list", "parameters": map[string]any{}})
}

// Everything can be described within the budget.
func TestEveryActionIsDescribed(t *testing.T) {
	s := made(t, Options{})
	for _, name := range s.c.Registry().Names() {
		a, err := s.c.Registry().Action(name)
		require.NoError(t, err)
		for full, most := range map[bool]int{false: 2400, true: 16000} {
			about, err := s.about(a, nil, full)
			require.NoError(t, err)
			assert.LessOrEqual(t, brief.Size(about), most, "%s full %v", name, full)
			assert.NotEmpty(t, about.Params, name)
		}
	}
}

// All items of a list arrive, each once, whatever the budget.
func TestAllItemsArriveOnce(t *testing.T) {
	c := opened(t)
	setup := connected(t, made(t, Options{Connector: c, Mode: connection.FullAccess}), nil)
	const many = 60 // beside the three that a sandbox has
	for i := range many {
		setup.ok("run_action", map[string]any{"action": "post_api_2_2_jobs_create", "params": map[string]any{"data": map[string]any{
			"name": fmt.Sprintf("job-%03d", i), "tags": map[string]any{"why": "to have something that is long enough"},
		}}})
	}
	for _, budget := range []int{250, 700, 100000} {
		s := connected(t, made(t, Options{Connector: c, Budget: budget}), nil)
		names := map[string]int{}
		count := func(items any) {
			list, _ := items.([]any)
			for _, item := range list {
				names[fmt.Sprint(item.(map[string]any)["job_id"])]++
			}
		}
		got := s.ok("run_action", map[string]any{"action": "get_api_2_2_jobs_list", "all": true, "fields": []string{"job_id", "settings.name"}})
		count(got["items"])
		assert.NotContains(t, got, "cut", "whole items are left, of nobody knows how many")
		turns := 1
		for got["more"] != nil {
			arguments := map[string]any{"more": got["more"]}
			again := s.ok("run_action", arguments)
			got = s.ok("run_action", arguments) // a repeat gives the same
			assert.Equal(t, again["items"], got["items"])
			count(got["items"])
			parts, _ := got["parts"].([]any)
			for _, p := range parts {
				count(p.(map[string]any)["value"])
			}
			turns++
			require.Less(t, turns, 200)
		}
		assert.Len(t, names, many+3, "budget %d", budget)
		for name, n := range names {
			assert.Equal(t, 1, n, name)
		}
		assert.Equal(t, budget < 1000, turns > 1)
	}
}

// A long answer is cut to the budget and goes on.
func TestLongAnswersAreCut(t *testing.T) {
	c := opened(t)
	setup := connected(t, made(t, Options{Connector: c, Mode: connection.FullAccess}), nil)
	for i := range 30 {
		setup.ok("run_action", map[string]any{"action": "post_api_2_2_jobs_create", "params": map[string]any{"data": map[string]any{"name": fmt.Sprintf("job-%03d", i)}}})
	}
	s := connected(t, made(t, Options{Connector: c, Budget: 300}), nil)
	text, failed := s.call("run_action", map[string]any{"action": "get_api_2_2_jobs_list", "params": map[string]any{"limit": 100}})
	require.False(t, failed)
	assert.LessOrEqual(t, len(text), 300*bytesPerToken+around)
	assert.Contains(t, text, `"of":33`)
	assert.Contains(t, text, `"more":"r_`)
	assert.Contains(t, text, "fields would pick")
}
