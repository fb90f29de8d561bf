package connector

import (
	"errors"
	"fmt"
	"strings"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// Permits returns the error with which Do would refuse to run the call's action on its
// connection, and nil when the connection's policy and the call's Gates allow it. It does
// not look at the parameters, but at whether the call is Confirmed.
func (c *Connector) Permits(call Call) error {
	a, conn, err := c.find(call)
	if err != nil {
		return err
	}
	return permit(a, conn, call.Confirmed, call.Gates)
}

func permit(a *registry.Action, conn *connection.Connection, confirmed bool, gates []Gate) error {
	class := string(a.Safety)
	err := conn.Policy.Check(a.Name, class)
	for _, g := range gates {
		if err == nil {
			err = g.Permit(conn.Name, a.Name, class)
		}
	}
	if err == nil && !confirmed && conn.Policy.Asks(class) {
		err = &PolicyError{
			Action: a.Name, Class: class, Unconfirmed: true,
			Rule: "confirm [" + strings.Join(conn.Policy.Confirm, ", ") + "]",
			Cure: "confirm it: --yes on the command line, Call.Confirmed in Go",
		}
	}
	if err == nil {
		return nil
	}
	return refusedBy(conn, err)
}

// refusedBy names the connection in a refusal.
func refusedBy(conn *connection.Connection, err error) error {
	var refusal *PolicyError
	if !errors.As(err, &refusal) {
		return &gateError{conn.Name, err}
	}
	refusal.Connection = conn.Name
	return err
}

// gateError is a refusal that is no PolicyError: a gate's own, or that of a policy that
// makes no sense.
type gateError struct {
	connection string
	err        error
}

func (e *gateError) Error() string { return fmt.Sprintf("connection %s: %v", e.connection, e.err) }

func (e *gateError) Unwrap() error { return e.err }
