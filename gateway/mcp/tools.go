package mcp

import (
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/actionctl/connector/connection"
)

// tools are those that every server has. What they are told to be costs words in every
// conversation, so there are few.
func (s *Server) tools() []tool {
	reads := mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &no}
	search := map[string]any{
		"query": text("What to do, such as: start cluster"), "limit": described("integer", ""),
		"service": text(""), "safety": text(""),
	}
	describe := map[string]any{
		"action": text(""), "fields": listOfText("Parameters to unfold, such as data.tasks"), "full": described("boolean", ""),
	}
	run := map[string]any{
		"action": text(""), "connection": text("Default: the only or usual one"),
		"params": described("object", "The action's parameters; its body is under data"),
		"wait":   described("boolean", "Follow started work to its end"),
		"all":    described("boolean", "Read all pages of a list"), "max_items": described("integer", "With all"),
		"fields": listOfText("Only these of the answer, such as clusters.state"),
		"more":   text("From an answer that was cut or still runs; goes alone"),
	}
	all := []tool{
		{
			name: "search_actions", title: "Find actions", hints: reads, run: s.searchActions, names: namesOf(search),
			about: "Find actions by what they do.", input: object([]string{"query"}, search),
		},
		{
			name: "describe_action", title: "Describe an action", hints: reads, run: s.describeAction, names: namesOf(describe),
			about: "What an action takes and answers, as a TypeScript type.", input: object([]string{"action"}, describe),
		},
		{
			name: "run_action", title: "Run an action", hints: s.runHints(), run: s.runAction, names: namesOf(run),
			about: "Run an action. A long answer is cut; more gets the rest.", input: object(nil, run),
		},
		{
			name: "list_connections", title: "List connections", hints: reads, run: s.listConnections,
			about: "Connections, and the mode that each allows.", input: object(nil, map[string]any{}),
		},
	}
	if s.o.Aliases {
		all = append(all, s.aliases()...)
	}
	return all
}

// runHints are those of a tool that runs whatever the server's mode lets it, and with
// somebody's consent more.
func (s *Server) runHints() mcp.ToolAnnotations {
	h := mcp.ToolAnnotations{DestructiveHint: &yes, OpenWorldHint: &yes}
	if s.o.NeverAsk {
		h.ReadOnlyHint = s.o.Mode == connection.ReadOnly
		h.IdempotentHint = h.ReadOnlyHint
		if s.o.Mode != connection.FullAccess {
			h.DestructiveHint = &no
		}
	}
	return h
}
