package mcp

import (
	"context"
	"errors"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// aliases are the tools of the hosted connectors, by their names.
func (s *Server) aliases() []tool {
	details := map[string]any{"connection_name": text(""), "action_name": text("Leave it out to list actions"), "search": text("")}
	execute := map[string]any{"connection_name": text(""), "action_name": text(""), "parameters": described("object", "The action's parameters")}
	return []tool{
		{
			name: "get_connection_action_details", title: "Get action details", run: s.actionDetails, names: namesOf(details),
			about: "List the actions of a connection, or describe one.", input: object([]string{"connection_name"}, details),
			hints: mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &no},
		},
		{
			name: "execute_connection_action", title: "Execute an action", run: s.executeAction, names: namesOf(execute), hints: s.runHints(),
			about: "Run an action of a connection. Its fields go inside parameters.", input: object([]string{"connection_name", "action_name"}, execute),
		},
	}
}

func (s *Server) actionDetails(_ context.Context, q *request) (any, error) {
	var in struct {
		Connection string `json:"connection_name"`
		Action     string `json:"action_name"`
		Search     string `json:"search"`
	}
	if err := q.decode(&in, nil); err != nil {
		return nil, err
	}
	name, err := s.connectionOf(q.client, in.Connection)
	if err != nil {
		return nil, err
	}
	if in.Action == "" {
		return s.actionsOf(q.client, name, in.Search), nil
	}
	a, err := s.actionOf(q.client, in.Action)
	var unknown *registry.NotFoundError
	if errors.As(err, &unknown) {
		return map[string]any{"error": err.Error(), "similar_actions": unknown.Nearest, "hint": "use search to find the name"}, nil
	}
	if err != nil {
		return nil, err
	}
	payload, err := s.c.Types().Bundle(paramsOf(a))
	if err != nil {
		return nil, err
	}
	details := map[string]any{"name": a.Name, "description": a.Summary, "payloadSchema": payload}
	return s.fit(q, result{Data: schemaPlain(details)}, connector.Call{Action: a.Name}, nil), nil
}

// actionsOf is the list of a connection's actions.
func (s *Server) actionsOf(c Client, connection, search string) any {
	const most = 20
	type one struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	}
	var entries []registry.Entry
	if search == "" {
		for e := range s.c.Registry().All() {
			entries = append(entries, e)
		}
	}
	for _, m := range s.c.Registry().Search(search, 0) {
		entries = append(entries, m.Entry)
	}
	shown, total := []one{}, 0
	for _, e := range entries {
		if !seesAction(c, e.Name) {
			continue
		}
		if total++; len(shown) < most {
			shown = append(shown, one{e.Name, summaryOf(e)})
		}
	}
	out := map[string]any{"connection_name": connection, "total_actions": total, "showing": len(shown), "actions": shown}
	if total > len(shown) {
		out["hint"] = "use search to see fewer, or action_name for the details of one"
	}
	return out
}

func (s *Server) executeAction(ctx context.Context, q *request) (any, error) {
	var in struct {
		Connection string         `json:"connection_name"`
		Action     string         `json:"action_name"`
		Parameters map[string]any `json:"parameters"`
	}
	err := q.decode(&in, func(string) string { return "; fields of the action go inside parameters" })
	if err != nil {
		return nil, err
	}
	if in.Action == "" {
		return nil, badf("action_name is missing; get_connection_action_details lists the names")
	}
	return s.execute(ctx, q, runArguments{Action: in.Action, Connection: in.Connection, Params: in.Parameters})
}

// schemaPlain is a value of JSON kinds.
func schemaPlain(v any) any {
	plain, _ := schema.Normalize(v)
	return plain
}
