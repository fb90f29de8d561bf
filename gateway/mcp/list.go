package mcp

import (
	"context"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/brief"
	"github.com/actionctl/connector/registry"
)

// listing is what run_action with all answers.
type listing struct {
	Items []any  `json:"items"`
	Count int    `json:"count"`
	Cut   []cut  `json:"cut,omitempty"`
	More  string `json:"more,omitempty"`
	Note  string `json:"note,omitempty"`
}

// list reads items until the budget is full. The item that does not fit any more is
// kept, and the listing goes on behind it.
func (s *Server) list(ctx context.Context, q *request, call connector.Call, fields []string) (any, error) {
	if a, err := s.c.Registry().Action(call.Action); err == nil && a.Safety != registry.Read {
		ctx = context.WithoutCancel(ctx)
	}
	room := s.o.size() - around
	items := []any{}
	read := s.c.List(call)
	size := 0
	full := false
	var missing []string
	for item, err := range read.Items(ctx) {
		if err != nil {
			return nil, &callError{err, call, ""}
		}
		if len(fields) > 0 {
			item, missing = brief.Fields(item, fields)
		}
		items = append(items, item)
		if size += brief.Size(item) + 1; size > room {
			full = true
			break
		}
	}
	out := listing{Items: items, Count: len(items)}
	left := remainder{owner: q.client.ID, call: call, fields: fields}
	if size > room {
		var shown any
		shown, left.rests = brief.Cut(items, room)
		out.Items, out.Cut = shown.([]any), cutsOf(left.rests)
		out.Count = len(out.Items)
		for i := range out.Cut {
			if out.Cut[i].At == "" {
				out.Cut[i].Of = 0
			}
		}
	}
	if rest, more := read.Rest(); full && more {
		if most := call.List.MaxItems; most > 0 {
			rest.List.MaxItems = most - len(items)
		}
		if call.List.MaxItems == 0 || rest.List.MaxItems > 0 {
			left.rest = &rest
		}
	}
	if len(left.rests) > 0 || left.rest != nil {
		out.More = s.kept.keep(&left)
		out.Note = "more has the next items"
	}
	if len(missing) > 0 && len(items) > 0 {
		out.Note = cutText("items have nothing at "+listed(missing), longest)
	}
	return out, nil
}
