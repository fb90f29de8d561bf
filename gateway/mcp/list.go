package mcp

import (
	"context"
	"slices"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/brief"
	"github.com/actionctl/connector/internal/printable"
	"github.com/actionctl/connector/internal/spelling"
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

// list reads items until the budget is full, behind those that were read before. The items
// that do not fit any more are kept, and the listing goes on behind them.
func (s *Server) list(ctx context.Context, q *request, from *remainder, before []any) (any, error) {
	room := s.o.size() - around
	items, size := slices.Clone(before), brief.Size(before)
	left := remainder{owner: q.client.ID, listing: true, call: from.call, fields: from.fields, rest: from.rest}
	var missing []string
	if from.rest != nil && size <= room {
		call := *from.rest
		if a, err := s.c.Registry().Action(call.Action); err == nil && a.Safety != registry.Read {
			ctx = context.WithoutCancel(ctx)
		}
		read := s.c.List(call)
		for item, err := range read.Items(ctx) {
			if err != nil {
				return nil, &callError{err, call, ""}
			}
			if len(from.fields) > 0 {
				item, missing = brief.Fields(item, from.fields)
			}
			items = append(items, item)
			if size += brief.Size(item) + 1; size > room {
				break
			}
		}
		left.rest = nil
		if rest, more := read.Rest(); more && size > room {
			left.rest = within(rest, call.List.MaxItems, len(items)-len(before))
		}
	}
	out := listing{Items: items, Count: len(items)}
	if size > room {
		var shown any
		shown, left.rests = brief.Cut(items, room)
		out.Items, out.Cut = shown.([]any), cutsOf(left.rests)
		out.Count = len(out.Items)
		out.Cut = slices.DeleteFunc(out.Cut, func(c cut) bool { return c.At == "" }) // nobody knows of how many
	}
	if len(left.rests) > 0 || left.rest != nil {
		out.More = s.kept.keep(&left)
		out.Note = "more has the next items"
	}
	if len(missing) > 0 && len(items) > 0 {
		out.Note = printable.Cut("items have nothing at "+spelling.Listed(missing), longest)
	}
	return out, nil
}

// within is a call that lists the rest of at most so many items, of which some were read;
// nil when there are to be no more.
func within(rest connector.Call, most, read int) *connector.Call {
	if most == 0 {
		return &rest
	}
	if rest.List.MaxItems = most - read; rest.List.MaxItems <= 0 {
		return nil
	}
	return &rest
}

// items are those that a listing has read and not shown, if nothing else is left of them.
func (r *remainder) items() ([]any, bool) {
	if !r.listing || len(r.rests) != 1 || r.rests[0].At != "" {
		return nil, false
	}
	list, ok := r.rests[0].Value.([]any)
	return list, ok
}
