package gateway

import (
	"path"

	"github.com/actionctl/connector/connection"
)

// served are globs of the connections that a gateway serves. As a gate it holds where a
// connection comes another way than by its name, such as in a handle.
type served []string

// has tells whether a connection is among them; an empty list has all.
func (s served) has(name string) bool {
	for _, glob := range s {
		if ok, _ := path.Match(glob, name); ok {
			return true
		}
	}
	return len(s) == 0
}

// Permit makes served a connector.Gate.
func (s served) Permit(name, action, class string) error {
	if s.has(name) {
		return nil
	}
	return &connection.PolicyError{
		Connection: name, Action: action, Class: class, By: "this gateway",
		Rule: "its list of connections", Cure: "its operator serves more with --connection",
	}
}
