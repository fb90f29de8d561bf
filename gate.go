package connector

import (
	"errors"

	"github.com/actionctl/connector/connection"
)

// Gate narrows what a caller may run. It is asked beside the policy of the connection,
// and all of them must let an action pass. Gates are used by many calls at once.
type Gate interface {
	// Permit returns nil, or why the action of this safety class may not run on the
	// connection; a *PolicyError is told like a refusal of the connection's policy.
	Permit(connection, action, class string) error
}

// PolicyGate is a Gate that asks a policy. by is who refuses, such as "this server".
// Policy.Confirm has no say in it.
func PolicyGate(by string, p connection.Policy) Gate { return policyGate{by, p, nil} }

// ModeGate is a Gate that allows what a mode does. by is who refuses; cure says how to get
// the mode that would allow an action.
func ModeGate(by string, mode connection.Mode, cure func(wider connection.Mode) string) Gate {
	return policyGate{by, connection.Policy{Mode: mode}, cure}
}

type policyGate struct {
	by     string
	policy connection.Policy
	cure   func(wider connection.Mode) string // nil: that of the policy
}

func (g policyGate) Permit(_, action, class string) error {
	err := g.policy.Check(action, class)
	var refusal *PolicyError
	if !errors.As(err, &refusal) {
		return err
	}
	refusal.By = g.by
	if g.cure != nil {
		refusal.Cure = g.cure(connection.Narrowest(class))
	}
	return err
}
