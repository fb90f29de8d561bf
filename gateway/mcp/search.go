package mcp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
	"github.com/actionctl/connector/registry"
)

type foundAction struct {
	Action  string          `json:"action"`
	Safety  registry.Safety `json:"safety"`
	Summary string          `json:"summary"`
}

const (
	usualFound = 5
	mostFound  = 20
)

func (s *Server) searchActions(_ context.Context, q *request) (any, error) {
	var in struct {
		Query   string `json:"query"`
		Limit   int    `json:"limit"`
		Service string `json:"service"`
		Safety  string `json:"safety"`
	}
	if err := q.decode(&in, nil); err != nil {
		return nil, err
	}
	if strings.TrimSpace(in.Query) == "" {
		return nil, badf("query is missing: say what is to be done, such as: start cluster")
	}
	if in.Limit < 0 || in.Limit > mostFound {
		return nil, badf("limit %d is not from 1 to %d", in.Limit, mostFound)
	}
	if in.Limit == 0 {
		in.Limit = usualFound
	}
	if in.Safety != "" && !slices.Contains(registry.Safeties(), registry.Safety(in.Safety)) {
		return nil, badf("safety %q is not one of %v", harmless(in.Safety), registry.Safeties())
	}
	if err := s.knowsService(in.Service); err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(s.c.Registry().Search(in.Query, 0), func(m registry.Match) bool {
		return in.Service != "" && m.Service != in.Service || in.Safety != "" && string(m.Safety) != in.Safety || !seesAction(q.client, m.Name)
	})
	out := []foundAction{}
	for _, m := range found[:min(len(found), in.Limit)] {
		out = append(out, foundAction{m.Name, m.Safety, summaryOf(m.Entry)})
	}
	answer := map[string]any{"actions": out, "total": len(found)}
	switch {
	case len(found) == 0:
		answer["hint"] = "nothing matches; try fewer or other words"
	case len(found) > len(out):
		answer["hint"] = "more match; add words, or set limit"
	}
	return answer, nil
}

func summaryOf(e registry.Entry) string {
	if e.Has("deprecated") {
		return "(deprecated) " + e.Summary
	}
	return e.Summary
}

func (s *Server) knowsService(name string) error {
	if name == "" {
		return nil
	}
	services := s.services()
	if slices.Contains(services, name) {
		return nil
	}
	name = harmless(name)
	return badf("there is no service %q%s", name, orElse(spelling.DidYouMean(name, services), fmt.Sprintf("; there are: %s", strings.Join(services, ", "))))
}

func orElse(text, other string) string {
	if text != "" {
		return text
	}
	return other
}

func (s *Server) services() []string {
	var names []string
	for e := range s.c.Registry().All() {
		names = append(names, e.Service)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
