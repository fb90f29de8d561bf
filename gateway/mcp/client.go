package mcp

import (
	"github.com/modelcontextprotocol/go-sdk/mcp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/internal/printable"
)

// Client is who sends a request, as those know it who let it through to the server. The
// zero Client is the one of a server of one's own: it sees everything.
type Client struct {
	ID         string // tells clients apart: what is kept for one is of no use to another
	Name       string // for the audit
	Request    string // the request's own id, for the audit
	Gates      []connector.Gate
	Sees       func(connection string) bool // nil sees all
	SeesAction func(action string) bool     // nil sees all
	// NoConsent keeps the client from passing on a person's consent.
	NoConsent bool
	// Ending is closed when what serves the client is about to end; nil never is. Waits
	// end then, and can go on elsewhere.
	Ending <-chan struct{}
	// Began is told of each call of a tool, which may outlast the request that brought it;
	// ended that it is over. nil is not told.
	Began func() (ended func())
}

// clientKey is where the client stands in the Extra of the token info.
const clientKey = "client"

// clientOf is who sent a request.
func (s *Server) clientOf(r *mcp.RequestExtra) Client {
	if r != nil && r.TokenInfo != nil {
		if c, ok := r.TokenInfo.Extra[clientKey].(Client); ok {
			return c
		}
	}
	return Client{Name: s.o.User}
}

// callerOf is a client as the audit names it.
func callerOf(c Client, who *mcp.Implementation) audit.Caller {
	caller := audit.Caller{Front: audit.MCP, Name: c.Name, Request: c.Request}
	if who != nil {
		caller.Agent = harmless(who.Name + "/" + who.Version)
	}
	return caller
}

// longest is how much of what a client says is told.
const longest = 200

// harmless is a client's text fit for a message.
func harmless(text string) string { return printable.Line(text, longest) }

func (s *Server) sees(c Client, name string) bool {
	return anyMatch(s.o.Connections, name) && (c.Sees == nil || c.Sees(name))
}

func seesAction(c Client, name string) bool { return c.SeesAction == nil || c.SeesAction(name) }
