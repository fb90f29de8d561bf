package mcp

import (
	"errors"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// byServer is who refuses by the server's own mode.
const byServer = "this server"

// modeGate holds calls to the server's mode, and says who can change it.
type modeGate struct{ mode connection.Mode }

func (g modeGate) Permit(name, action, class string) error {
	err := connector.PolicyGate(byServer, connection.Policy{Mode: g.mode}).Permit(name, action, class)
	var refusal *connector.PolicyError
	if errors.As(err, &refusal) {
		refusal.Cure = "the person who started it can allow it with --mode " + string(modeFor(action, class))
	}
	return err
}

// modeFor is the narrowest mode that allows a class.
func modeFor(action, class string) connection.Mode {
	for _, mode := range []connection.Mode{connection.ReadOnly, connection.Safe, connection.DeleteSafe} {
		if (connection.Policy{Mode: mode}).Check(action, class) == nil {
			return mode
		}
	}
	return connection.FullAccess
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
