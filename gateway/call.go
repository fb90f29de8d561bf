package gateway

import (
	"net/http"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// callBody is a call as clients write it.
type callBody struct {
	Connection     string         `json:"connection"`
	Action         string         `json:"action"`
	Params         map[string]any `json:"params"`
	IdempotencyKey string         `json:"idempotency_key"`
	Timeout        duration       `json:"timeout"`
	Validation     strictness     `json:"validation"`
	Confirmed      bool           `json:"confirmed"`
}

// callOf makes the call that a client asks to run, and finds its action. A refusal is in
// the audit.
func (x *exchange) callOf(b callBody) (connector.Call, *registry.Action, error) {
	call, action, err := x.planned(b)
	if err != nil {
		x.note(b.Connection, b.Action, err)
	}
	return call, action, err
}

// planned makes a call that is only looked at. What the client may not see is not there
// for it. From here on errors of the exchange name the call.
func (x *exchange) planned(b callBody) (connector.Call, *registry.Action, error) {
	x.call = connector.Call{Action: harmless(b.Action), Connection: harmless(b.Connection)}
	action, err := x.actionOf(b.Action)
	if err != nil {
		return connector.Call{}, nil, err
	}
	name, err := x.connectionOf(b.Connection)
	if err != nil {
		return connector.Call{}, nil, err
	}
	x.call.Connection = name
	if b.Confirmed && !x.mayConfirm() {
		return connector.Call{}, nil, x.noConfirm()
	}
	call := connector.Call{
		Connection: name, Action: b.Action, Params: b.Params, Validation: b.Validation.mode(),
		Confirmed: b.Confirmed, Gates: x.gates(), Timeout: time.Duration(b.Timeout),
	}
	if call.IdempotencyKey, err = x.idempotencyKey(b.IdempotencyKey); err != nil {
		return connector.Call{}, nil, err
	}
	x.call = call
	return call, action, nil
}

// noConfirm is the answer to a caller whose yes does not count.
func (x *exchange) noConfirm() error {
	return refuse(http.StatusForbidden, "SCOPE", "token %s may not say that a call is confirmed; one made with --confirm may", x.who.Name)
}

// idempotencyKey is the key in the body or in the header of that name.
func (x *exchange) idempotencyKey(inBody string) (string, error) {
	keys := x.r.Header.Values("Idempotency-Key")
	if len(keys) == 0 {
		return inBody, nil
	}
	for _, key := range keys {
		if key != keys[0] || inBody != "" && key != inBody {
			return "", refuse(http.StatusBadRequest, "TWO_KEYS", "the request has several idempotency keys; give one, as idempotency_key or as the header Idempotency-Key")
		}
	}
	return keys[0], nil
}
