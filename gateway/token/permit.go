package token

import (
	"slices"
	"strings"

	"github.com/actionctl/connector/connection"
)

// Sees reports whether the token knows of a connection. One that it does not see is to
// be for its client as if there were none of this name.
func (t Token) Sees(name string) bool { return anyMatch(t.Scope.Connections, name) }

// SeesAction reports whether the token knows of an action: by its name. One of a safety
// class that the token may not run is there for its client, and refused.
func (t Token) SeesAction(name string) bool {
	return len(t.Scope.Actions) == 0 || anyMatch(t.Scope.Actions, name)
}

func (t Token) runsClass(class string) bool {
	return len(t.Scope.Classes) == 0 || slices.Contains(t.Scope.Classes, class)
}

// Permit returns nil, or a *connection.PolicyError that names the part of the scope that
// keeps the action of this safety class from running on the connection. With it a Token
// is a gate of calls.
func (t Token) Permit(conn, action, class string) error {
	var part, wanted string
	var allowed []string
	switch {
	case !t.Sees(conn):
		part, allowed, wanted = "connections", t.Scope.Connections, "connection "+conn
	case !t.SeesAction(action):
		part, allowed, wanted = "actions", t.Scope.Actions, "this action"
	case !t.runsClass(class):
		part, allowed, wanted = "classes", t.Scope.Classes, "class "+class
	default:
		return nil
	}
	return &connection.PolicyError{
		Connection: conn, Action: action, Class: class, By: "token " + t.Name,
		Rule: part + " [" + strings.Join(allowed, ", ") + "]",
		Cure: "a token with " + wanted + " in its scope would allow it",
	}
}
