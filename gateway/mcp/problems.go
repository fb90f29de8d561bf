package mcp

import (
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/brief"
	"github.com/actionctl/connector/internal/printable"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// problemText is a problem as a model reads it. A field of the body that was given beside
// it is told where it belongs.
func (s *Server) problemText(a *registry.Action, p schema.Problem) string {
	name, top := strings.CutPrefix(p.Pointer, "/")
	if top && p.Rule == schema.RuleUnknown && a != nil && !strings.ContainsAny(name, "/~.\\") {
		if _, err := brief.At(s.c.Types(), paramsOf(a), registry.BodyParam+"."+name); err == nil {
			p.Message = "belongs inside " + registry.BodyParam
		}
	}
	return printable.Cut(p.String(), mostMessage/2)
}

// mostUnfolded are as many places as a description is asked to unfold.
const mostUnfolded = 3

// placesOf are the objects below the body that have problems in them, as describe_action
// unfolds them.
func (s *Server) placesOf(a *registry.Action, problems []schema.Problem) []string {
	var found []string
	for _, p := range problems {
		steps := strings.Split(strings.TrimPrefix(p.Pointer, "/"), "/")
		steps = slices.DeleteFunc(steps[:len(steps)-1], func(step string) bool { return strings.Trim(step, "0123456789") == "" })
		place := strings.Join(steps, ".")
		if len(steps) < 2 || slices.Contains(found, place) || len(found) == mostUnfolded {
			continue
		}
		if _, err := brief.At(s.c.Types(), paramsOf(a), place); err == nil {
			found = append(found, place)
		}
	}
	return found
}
