package mcp

import (
	"context"
	"strings"

	"github.com/actionctl/connector/internal/brief"
)

// goOn answers run_action with more.
func (s *Server) goOn(ctx context.Context, q *request, in runArguments) (any, error) {
	if in.Action != "" || in.Params != nil || in.Connection != "" || in.All || in.MaxItems != 0 {
		return nil, badf("more goes alone: it knows the action, the connection and the parameters")
	}
	r, ok := s.kept.find(in.More, q.client.ID)
	if !ok && !strings.HasPrefix(in.More, listPrefix) && !strings.HasPrefix(in.More, workPrefix) {
		return s.waitByHandle(ctx, q, in.More)
	}
	if !ok {
		return nil, badf("more %q is not known, or too old; run the action again", harmless(in.More))
	}
	if r.work != nil {
		return s.waitOn(ctx, q, *r.work, r.call)
	}
	before, items := r.items()
	if len(r.rests) > 0 && !items {
		parts, rests := brief.More(r.rests, s.o.size()-around)
		out := moreParts{Parts: parts}
		if len(rests) > 0 || r.rest != nil {
			out.More = s.kept.keep(&remainder{owner: r.owner, rests: rests, rest: r.rest, listing: r.listing, call: r.call, fields: r.fields})
		}
		return out, nil
	}
	from := remainder{call: r.call, fields: r.fields}
	if r.rest != nil {
		call := *r.rest
		call.Gates = s.gates(q.client)
		if !call.Confirmed {
			call.Gates = append(call.Gates, s.modeGate())
		}
		from.rest = &call
	}
	return s.list(ctx, q, &from, before)
}
