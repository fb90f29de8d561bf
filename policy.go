package connector

import (
	"errors"
	"fmt"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// Permits returns the error with which Do would refuse to run the call's action on its
// connection, and nil when the connection's policy allows it. It does not look at the
// parameters.
func (c *Connector) Permits(call Call) error {
	a, conn, err := c.find(call)
	if err != nil {
		return err
	}
	return permit(a, conn)
}

func permit(a *registry.Action, conn *connection.Connection) error {
	err := conn.Policy.Check(a.Name, string(a.Safety))
	var refusal *PolicyError
	if errors.As(err, &refusal) {
		refusal.Connection = conn.Name
	} else if err != nil {
		return fmt.Errorf("connection %s: %w", conn.Name, err)
	}
	return err
}
