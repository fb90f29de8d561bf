package mcp

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/brief"
)

// tool is one tool: what it is for, what it takes, how it answers.
type tool struct {
	name, title, about string
	input              any // its schema
	output             any // nil where the answer is text for a model alone
	hints              mcp.ToolAnnotations
	names              []string // of the arguments
	run                func(context.Context, *request) (any, error)
}

// request is one call of a tool.
type request struct {
	*mcp.CallToolRequest
	client Client
	tool   *tool
}

// asking is the answer of a tool that wants something of the person first.
type asking struct{ result *mcp.CallToolResult }

func (s *Server) add(t tool) {
	t.hints.Title = t.title
	s.sdk.AddTool(&mcp.Tool{
		Name: t.name, Title: t.title, Description: t.about, InputSchema: t.input, OutputSchema: t.output, Annotations: &t.hints,
	}, func(ctx context.Context, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		s.running.Add(1)
		defer s.running.Done()
		q := &request{CallToolRequest: r, client: s.clientOf(r.Extra), tool: &t}
		if q.client.Began != nil {
			defer q.client.Began()()
		}
		ctx = connector.WithCaller(ctx, callerOf(q.client, r.ClientInfo()))
		answer, err := t.run(ctx, q)
		if ask, ok := answer.(asking); ok && err == nil {
			return ask.result, nil
		}
		if err != nil {
			return s.failed(q.client, err), nil
		}
		return s.answered(answer, q)
	})
}

func (s *Server) answered(answer any, q *request) (*mcp.CallToolResult, error) {
	text, err := brief.JSON(answer)
	if err != nil {
		return nil, err
	}
	result := &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: string(text)}}}
	if q.tool.output != nil {
		result.StructuredContent = json.RawMessage(text)
	}
	return result, nil
}

func object(required []string, properties map[string]any) map[string]any {
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

func text(about string) map[string]any { return described("string", about) }

func described(kind, about string) map[string]any {
	out := map[string]any{"type": kind}
	if about != "" {
		out["description"] = about
	}
	return out
}

func listOfText(about string) map[string]any {
	out := described("array", about)
	out["items"] = map[string]any{"type": "string"}
	return out
}

func namesOf(properties map[string]any) []string { return slices.Sorted(maps.Keys(properties)) }

var no, yes = false, true
