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
