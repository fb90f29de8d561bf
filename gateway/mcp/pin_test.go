package mcp

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// standard compiles a schema as a reader of the standard does.
func standard(t *testing.T, name string, doc any) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(doc)
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	require.NoError(t, compiler.AddResource("mem://"+name, bytes.NewReader(text)))
	s, err := compiler.Compile("mem://" + name)
	require.NoError(t, err, name)
	return s
}

// Every action can be a tool of its own, with schemas that the standard's readers take
// and a name that hosts take.
func TestEveryActionCanBePinned(t *testing.T) {
	s := made(t, Options{Pin: []string{"*"}})
	require.Len(t, s.Pinned(), s.c.Registry().Len())
	seen := map[string]string{}
	for _, name := range s.Pinned() {
		a, err := s.c.Registry().Action(name)
		require.NoError(t, err)
		p, err := s.pinned(a)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(p.name), longestName)
		assert.Empty(t, seen[p.name], name)
		seen[p.name] = name
		example := map[string]any{}
		for k, v := range s.example(a).(map[string]any) {
			example[k] = v
		}
		require.NoError(t, standard(t, p.name, p.input).Validate(any(example)), name)
		out := standard(t, p.name, p.output)
		if a.Response != nil && a.Response.Schema != nil {
			answer := s.c.Types().Example(map[string]any(a.Response.Schema), a.Name, true)
			require.NoError(t, out.Validate(map[string]any{"data": answer, "status": 200, "more": "x"}), name)
		}
	}
}

func TestPinnedTool(t *testing.T) {
	s := connected(t, made(t, Options{Pin: []string{start, "get_api_2_1_clusters_get"}}), nil)
	list, err := s.ListTools(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, list.Tools, 6)
	for _, tool := range list.Tools {
		if tool.Name == start {
			assert.False(t, tool.Annotations.ReadOnlyHint)
			assert.False(t, *tool.Annotations.DestructiveHint)
		}
		if tool.Name == "get_api_2_1_clusters_get" {
			assert.True(t, tool.Annotations.ReadOnlyHint)
		}
	}
	id := connected(t, made(t, Options{Connector: opened(t), Mode: "full_access"}), nil).cluster()
	assert.Equal(t, "POLICY_REFUSED", s.refused(start, map[string]any{"data": map[string]any{"cluster_id": id}})["code"])
	assert.Contains(t, s.refused(start, map[string]any{"date": 1})["message"], `did you mean "data"`)

	c := opened(t)
	own := connected(t, made(t, Options{Connector: c, Mode: "full_access"}), nil).cluster()
	pinned := connected(t, made(t, Options{Connector: c, Pin: []string{"get_api_2_1_clusters_get"}}), nil)
	r, err := pinned.CallTool(t.Context(), &mcp.CallToolParams{Name: "get_api_2_1_clusters_get", Arguments: map[string]any{"cluster_id": own}})
	require.NoError(t, err)
	assert.False(t, r.IsError)
	assert.Equal(t, own, r.StructuredContent.(map[string]any)["data"].(map[string]any)["cluster_id"])

	_, err = New(Options{Connector: c, Pin: []string{"no_such_*"}})
	require.ErrorContains(t, err, "no action matches")
}

func TestResourcesAndPrompt(t *testing.T) {
	s := connected(t, made(t, Options{}), nil)
	for uri, says := range map[string]string{
		"actions://catalogue":        "- actions://jobs: ",
		"actions://jobs":             "`post_api_2_2_jobs_run_now` (cost): ",
		"actions://compute/" + start: "cluster_id",
	} {
		r, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
		require.NoError(t, err, uri)
		assert.Contains(t, r.Contents[0].Text, says)
	}
	for _, uri := range []string{"actions://no", "actions://jobs/" + start, "actions://jobs/../x"} {
		_, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
		require.Error(t, err, uri)
	}
	p, err := s.GetPrompt(t.Context(), &mcp.GetPromptParams{Name: "execute", Arguments: map[string]string{"action": "x", "connection": "box", "params": "{}"}})
	require.NoError(t, err)
	assert.Equal(t, `Execute the action "x" from my connector "box" using the params "{}".`, p.Messages[0].Content.(*mcp.TextContent).Text)
}
