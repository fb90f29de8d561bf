package mcp

import (
	"context"
	"slices"

	connector "github.com/actionctl/connector"
)

// closed is a gate that lets nothing pass.
type closed struct{ why error }

func (g closed) Permit(string, string, string) error { return g.why }

// refuse has the connector refuse a call for the reason that it gave before, since what
// is refused belongs into the audit, and answers with what the client is told of it.
func (s *Server) refuse(ctx context.Context, call connector.Call, why, told error) error {
	call.Gates = append(slices.Clip(call.Gates), closed{why})
	if res, err := s.c.Do(ctx, call); err == nil { // it cannot be
		_ = res.Close()
	}
	return &callError{told, call, ""}
}

// unseen has the connector refuse a call of what the client does not see, for the audit.
// The client is told what it would be if there were none.
func (s *Server) unseen(ctx context.Context, c Client, call connector.Call, told error) error {
	by := byServer
	if c.ID != "" && anyMatch(s.o.Connections, call.Connection) {
		by = "token " + c.Name
	}
	return s.refuse(ctx, call, &connector.PolicyError{Connection: call.Connection, Action: call.Action, By: by, Rule: "scope"}, told)
}
