package gateway

import (
	"context"
	"encoding/json"
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

func (g *Gateway) runRoutes() []route {
	return []route{{
		Method: http.MethodPost, Pattern: "/v1/run", ID: "run", Body: "Call",
		Summary: "Run an action. An answer of bytes or events comes as the service gives it.",
		Answers: runAnswers(),
		Handle:  (*exchange).run,
	}}
}

// runAnswers are the forms in which a call is answered.
func runAnswers() []answer {
	return []answer{
		{Status: http.StatusOK, Schema: "RunAnswer", Summary: "What the service answered."},
		{Status: http.StatusOK, Content: bytesContent},
		{Status: http.StatusOK, Content: eventsContent},
	}
}

// runAnswer is the answer of an action that answers with JSON, text or headers.
type runAnswer struct {
	Status    int                 `json:"status"` // of the service
	Data      json.RawMessage     `json:"data"`   // null where there is no body
	Headers   map[string]string   `json:"headers,omitempty"`
	RequestID string              `json:"request_id,omitempty"` // of the service
	Attempts  []connector.Attempt `json:"attempts"`
}

func (x *exchange) run() error {
	var b callBody
	if err := x.decode(&b); err != nil {
		return err
	}
	call, action, err := x.callOf(b)
	if err != nil {
		return err
	}
	return x.perform(call, action)
}

// perform runs a call and answers with what comes of it.
func (x *exchange) perform(call connector.Call, action *registry.Action) error {
	ctx, cancel := x.performing(action)
	defer cancel()
	res, err := x.g.options.Connector.Do(ctx, call)
	if err != nil {
		return err
	}
	defer func() { _ = res.Close() }() // it was read as far as it matters
	if res.Stream != nil {
		return x.pipe(res, headersOf(action))
	}
	data, err := res.JSON()
	if err != nil {
		return err
	}
	return x.answer(http.StatusOK, runAnswer{
		Status: res.Status, Data: data, RequestID: res.RequestID(), Attempts: res.Attempts,
		Headers: declaredHeaders(res, headersOf(action)),
	})
}

// performing is the context of a call. Where bytes or events move there is no limit on the
// whole, only on pauses: of the service by its connection, of the client by the gateway.
func (x *exchange) performing(a *registry.Action) (context.Context, context.CancelFunc) {
	if !moves(a) {
		return x.context(a.Safety)
	}
	return context.WithCancel(x.unlimited(a.Safety))
}

// moves tells whether an action takes or gives a body that need not fit into memory.
func moves(a *registry.Action) bool {
	if a.Body != nil && !a.Body.IsJSON() {
		return true
	}
	if a.Response == nil {
		return false
	}
	for _, form := range a.Response.Alternatives {
		if isStream(form.Content) {
			return true
		}
	}
	return isStream(a.Response.Content)
}

func isStream(content string) bool { return content == bytesContent || content == eventsContent }

// headersOf are the headers of the answer that are part of the action's result.
func headersOf(a *registry.Action) []string {
	if a.Response == nil {
		return nil
	}
	return a.Response.Headers
}

func declaredHeaders(res *connector.Result, names []string) map[string]string {
	found := map[string]string{}
	for _, name := range names {
		if v := res.Header.Get(name); v != "" {
			found[name] = v
		}
	}
	return found
}
