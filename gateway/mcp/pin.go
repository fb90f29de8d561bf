package mcp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/spelling"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// longestName is how long many hosts let the name of a tool be.
const longestName = 64

// pinnedName is the name of an action's own tool.
func pinnedName(action string) string {
	if len(action) <= longestName {
		return action
	}
	sum := sha256.Sum256([]byte(action))
	mark := "_" + hex.EncodeToString(sum[:4])
	return action[:longestName-len(mark)] + mark
}

// Pinned are the actions that become tools of their own.
func (s *Server) Pinned() []string { return s.c.Registry().Only(s.o.Pin...).Names() }

// pin gives actions tools of their own.
func (s *Server) pin() error {
	var problems []error
	for _, glob := range s.o.Pin {
		if s.c.Registry().Only(glob).Len() == 0 {
			problems = append(problems, fmt.Errorf("pin: no action matches %q%s", glob, spelling.DidYouMean(glob, s.c.Registry().Names())))
		}
	}
	if len(problems) > 0 {
		return errors.Join(problems...)
	}
	for _, name := range s.Pinned() {
		a, err := s.c.Registry().Action(name)
		if err != nil {
			return err
		}
		t, err := s.pinned(a)
		if err != nil {
			return fmt.Errorf("pin %s: %w", name, err)
		}
		s.add(t)
	}
	return nil
}

// connectionArgument chooses the connection of a pinned tool.
const connectionArgument = "connection"

func (s *Server) pinned(a *registry.Action) (tool, error) {
	doc := paramsOf(a)
	properties := doc["properties"].(map[string]any)
	_, taken := properties[connectionArgument]
	names, _ := s.names(Client{})
	choice := len(names) != 1 && !taken
	if choice {
		properties[connectionArgument] = text("Connection to run on; default: the only or usual one")
	}
	input, err := s.c.Types().Bundle(doc)
	if err != nil {
		return tool{}, err
	}
	output, err := s.outputOf(a)
	if err != nil {
		return tool{}, err
	}
	about := a.Summary
	if a.Name != pinnedName(a.Name) {
		about += " (" + a.Name + ")"
	}
	return tool{
		name: pinnedName(a.Name), title: a.Name, about: about, input: input, output: output, hints: hintsOf(a), names: namesOf(properties),
		run: func(ctx context.Context, q *request) (any, error) {
			params := map[string]any{}
			if err := q.decode(&params, nil); err != nil {
				return nil, err
			}
			in := runArguments{Action: a.Name, Params: params}
			if choice {
				in.Connection, _ = params[connectionArgument].(string)
				delete(params, connectionArgument)
			}
			return s.execute(ctx, q, in)
		},
	}, nil
}

// hintsOf are what an action's class and descriptor say of it.
func hintsOf(a *registry.Action) mcp.ToolAnnotations {
	h := mcp.ToolAnnotations{
		ReadOnlyHint: a.Safety == registry.Read, IdempotentHint: connector.RepeatOf(a).Always, DestructiveHint: &no, OpenWorldHint: &yes,
	}
	if a.Safety == registry.Destructive || a.Safety == registry.Privileged {
		h.DestructiveHint = &yes
	}
	return h
}

// outputOf is the schema of a pinned tool's answer. It is relaxed: clients refuse an
// answer that breaks it, and services add fields, values and forms.
func (s *Server) outputOf(a *registry.Action) (any, error) {
	data := map[string]any{}
	if a.Response != nil && a.Response.Schema != nil {
		bundled, err := s.c.Types().Bundle(schema.Document(a.Response.Schema))
		if err != nil {
			return nil, err
		}
		data = relaxed(bundled)
	}
	out := map[string]any{"type": "object", "properties": map[string]any{"data": data}}
	if defs, ok := data["$defs"]; ok {
		delete(data, "$defs")
		out["$defs"] = defs
	}
	return out, nil
}

// relaxed keeps what tells a reader of the form, and nothing that could be broken but by
// another form.
func relaxed(doc map[string]any) map[string]any {
	out := map[string]any{}
	for _, k := range []string{"$ref", "description"} {
		if v, ok := doc[k]; ok {
			out[k] = v
		}
	}
	for _, k := range []string{"properties", "$defs"} {
		if members, ok := doc[k].(map[string]any); ok {
			below := map[string]any{}
			for name, member := range members {
				if m, ok := member.(map[string]any); ok {
					below[name] = relaxed(m)
				}
			}
			out[k] = below
		}
	}
	if items, ok := doc["items"].(map[string]any); ok {
		out["items"] = relaxed(items)
	}
	switch kind := doc["type"]; kind {
	case nil:
	case "integer", "number": // which may come as text
		out["type"] = []any{kind, "string", "null"}
	default:
		out["type"] = []any{kind, "null"}
	}
	return out
}
