package gateway

import (
	"errors"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// note has the audit tell of a call that did not get as far as the connector: of one that
// the client may not see, or may not call confirmed. The connector writes it down as it
// does any refusal, with the reason that the client is not told.
func (x *exchange) note(name, action string, why error) {
	var p *problem
	hidden := errors.Is(why, connector.ErrUnknownConnection) || errors.Is(why, connector.ErrUnknownAction)
	if !hidden && (!errors.As(why, &p) || p.Code != "SCOPE") {
		return // no call at all
	}
	closed := never{x.who.Name, "scope"}
	if !hidden {
		closed.rule = "no confirm in its scope"
	}
	ctx := connector.WithCaller(x.r.Context(), x.caller())
	call := connector.Call{Connection: name, Action: action, Gates: append(x.gates(), closed)}
	_, _ = x.g.options.Connector.Do(ctx, call) // it cannot but refuse: the last gate lets nothing pass
}

// never is a gate that is closed.
type never struct{ token, rule string }

func (n never) Permit(name, action, class string) error {
	return &connection.PolicyError{
		Connection: name, Action: action, Class: class, By: "token " + n.token,
		Rule: n.rule, Cure: "a token with another scope would allow it",
	}
}
