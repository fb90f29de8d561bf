package gateway

import (
	"encoding/json"
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

func (g *Gateway) planRoutes() []route {
	return []route{{
		Method: http.MethodPost, Pattern: "/v1/plan", ID: "plan", Body: "Call",
		Summary: "Show the request that a call would send, without sending it and without secrets.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Plan", Summary: "The request, and whether it would be refused."}},
		Handle:  (*exchange).plan,
	}}
}

// planAnswer is a request as it may be shown.
type planAnswer struct {
	Action     string                 `json:"action"`
	Connection string                 `json:"connection"`
	Method     string                 `json:"method"`
	URL        string                 `json:"url"`
	Headers    map[string]string      `json:"headers"`
	Body       json.RawMessage        `json:"body,omitempty"` // JSON as it would be sent; of bytes, how many
	Refused    *connector.ErrorObject `json:"refused,omitempty"`
}

func (x *exchange) plan() error {
	var b callBody
	if err := x.decode(&b); err != nil {
		return err
	}
	call, _, err := x.planned(b)
	if err != nil {
		return err
	}
	ctx, cancel := x.context(registry.Read) // nothing is sent
	defer cancel()
	plan, err := x.g.options.Connector.Plan(ctx, call)
	if err != nil {
		return err
	}
	shown, err := plan.MarshalJSON()
	if err != nil {
		return err
	}
	var a planAnswer
	if err := json.Unmarshal(shown, &a); err != nil {
		return err
	}
	if err := x.g.options.Connector.Permits(call); err != nil {
		o := x.object(err)
		a.Refused = &o
	}
	return x.answer(http.StatusOK, a)
}
