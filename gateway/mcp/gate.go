package mcp

import (
	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// byServer is who refuses by the server's own mode.
const byServer = "this server"

// modeGate holds calls to the server's mode, and says who can change it.
func (s *Server) modeGate() connector.Gate {
	return connector.ModeGate(byServer, s.o.Mode, func(wider connection.Mode) string {
		return "the person who started it can allow it with --mode " + string(wider)
	})
}

// gates narrow what a client may run, whoever consents to it.
func (s *Server) gates(c Client) []connector.Gate {
	return append([]connector.Gate{connectionGate{s, c}}, c.Gates...)
}

// connectionGate holds where a connection comes from a handle and not by its name.
type connectionGate struct {
	s      *Server
	client Client
}

func (g connectionGate) Permit(name, action, class string) error {
	if g.s.sees(g.client, name) {
		return nil
	}
	return &connector.PolicyError{
		Connection: name, Action: action, Class: class, By: byServer,
		Rule: "its connections", Cure: "list_connections names those that there are",
	}
}
