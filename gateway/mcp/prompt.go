package mcp

import (
	"context"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

func (s *Server) addPrompt() {
	s.sdk.AddPrompt(&mcp.Prompt{
		Name: "execute", Title: "Execute an action", Description: "Execute an action from a connection with parameters.",
		Arguments: []*mcp.PromptArgument{
			{Name: "action", Description: "Its name, or what it is to do", Required: true},
			{Name: "connection", Description: "Name of the connection"},
			{Name: "params", Description: "The parameters, as JSON or in words"},
		},
	}, prompted)
}

func prompted(_ context.Context, r *mcp.GetPromptRequest) (*mcp.GetPromptResult, error) {
	given := r.Params.Arguments
	if given["action"] == "" {
		return nil, badf("the prompt needs an action")
	}
	text := fmt.Sprintf("Execute the action %q", given["action"])
	if given["connection"] != "" {
		text += fmt.Sprintf(" from my connector %q", given["connection"])
	}
	if given["params"] != "" {
		text += fmt.Sprintf(" using the params %q", given["params"])
	}
	return &mcp.GetPromptResult{Messages: []*mcp.PromptMessage{{Role: "user", Content: &mcp.TextContent{Text: text + "."}}}}, nil
}
