package mcp

import (
	"context"
	"fmt"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

const catalogue = "actions://catalogue"

func (s *Server) addResources() {
	s.sdk.AddResource(&mcp.Resource{URI: catalogue, Name: "services", Title: "Services", MIMEType: "text/markdown", Description: "The services, and how many actions each has."}, s.read)
	s.sdk.AddResourceTemplate(&mcp.ResourceTemplate{URITemplate: "actions://{service}", Name: "service", Title: "Actions of a service", MIMEType: "text/markdown"}, s.read)
	s.sdk.AddResourceTemplate(&mcp.ResourceTemplate{URITemplate: "actions://{service}/{action}", Name: "action", Title: "Manual page of an action", MIMEType: "text/markdown"}, s.read)
}

func (s *Server) read(_ context.Context, r *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
	text, ok := s.resource(s.clientOf(r.Extra), r.Params.URI)
	if !ok {
		return nil, mcp.ResourceNotFoundError(harmless(r.Params.URI))
	}
	return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: r.Params.URI, MIMEType: "text/markdown", Text: text}}}, nil
}

func (s *Server) resource(c Client, uri string) (string, bool) {
	service, action, one := strings.Cut(strings.TrimPrefix(uri, "actions://"), "/")
	if one {
		e, ok := s.c.Registry().Lookup(action)
		if !ok || e.Service != service || !seesAction(c, action) {
			return "", false
		}
		page, err := s.manualOf(action)
		return page, err == nil
	}
	var b strings.Builder
	counts := map[string]int{}
	for e := range s.c.Registry().All() {
		if !seesAction(c, e.Name) {
			continue
		}
		counts[e.Service]++
		if e.Service == service {
			fmt.Fprintf(&b, "- `%s` (%s): %s\n", e.Name, e.Safety, summaryOf(e))
		}
	}
	if uri == catalogue {
		for _, name := range s.services() {
			if counts[name] > 0 {
				fmt.Fprintf(&b, "- actions://%s: %d actions\n", name, counts[name])
			}
		}
	}
	return b.String(), b.Len() > 0
}
