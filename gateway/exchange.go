package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/registry"
)

// exchange is one request on its way to its answer.
type exchange struct {
	g     *Gateway
	route *route
	w     http.ResponseWriter // a *recorder
	r     *http.Request
	id    string         // of the request; goes into answers, logs and the audit
	who   token.Token    // zero where no token is needed
	again func() bool    // whether the token still counts; nil where none is needed
	call  connector.Call // what the request is about, for its error; set as soon as it is known
}

// answer writes a JSON answer.
func (x *exchange) answer(status int, v any) error { //nolint:unparam // handlers say with what they answer
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	writeJSON(x.w, status, jsonContent, text)
	return nil
}

func writeJSON(w http.ResponseWriter, status int, content string, text []byte) {
	w.Header().Set("Content-Type", content)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)+1))
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // a client that left is no error of ours
}

// gates are what narrows the calls of this request beside the connection's policy.
func (x *exchange) gates() []connector.Gate {
	gates := append([]connector.Gate{served(x.g.options.Connections)}, x.g.options.Gates...)
	if x.g.options.Tokens != nil {
		gates = append(gates, x.who)
	}
	return gates
}

// sees tells whether a connection exists for the caller. For what it does not see, it
// gets the same answers as for what is not there.
func (x *exchange) sees(connection string) bool {
	return served(x.g.options.Connections).has(connection) && (x.g.options.Tokens == nil || x.who.Sees(connection))
}

// mayConfirm tells whether the caller's word that a call is confirmed counts.
func (x *exchange) mayConfirm() bool { return x.g.options.Tokens == nil || x.who.Scope.Confirm }

// caller is who the calls of this request are made for.
func (x *exchange) caller() audit.Caller {
	return audit.Caller{Front: audit.Gateway, Name: x.who.Name, Agent: harmless(x.r.UserAgent()), Request: x.id}
}

// context is what an action of a safety class runs under, within the limit of a call.
func (x *exchange) context(class registry.Safety) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(x.unlimited(class), x.g.limits.CallTime, callLimit(x.g.limits.CallTime))
}

// unlimited is context without the limit. What only reads ends with the client; anything
// else is finished once it is begun, so that its outcome is known.
func (x *exchange) unlimited(class registry.Safety) context.Context {
	ctx := connector.WithCaller(x.r.Context(), x.caller())
	if class != registry.Read {
		ctx = context.WithoutCancel(ctx)
	}
	return ctx
}

// looping is what a wait, a listing or a batch runs under between its requests: it ends
// with the client, with the gateway, and with the token.
func (x *exchange) looping() (context.Context, context.CancelFunc) {
	ctx, stop := context.WithTimeout(connector.WithCaller(x.r.Context(), x.caller()), x.g.limits.WaitTime)
	ctx, cancel := x.g.drain.until(ctx)
	ctx, end := x.whileValid(ctx)
	return ctx, func() { end(); cancel(); stop() }
}

// object is an error in the form that clients get, inside a stream too, and counted.
func (x *exchange) object(err error) connector.ErrorObject {
	o := x.objectOf(err)
	x.g.metrics.told(x.route.ID, o)
	return o
}

func (x *exchange) objectOf(err error) connector.ErrorObject {
	var p *problem
	if errors.As(err, &p) {
		return p.object(x.call)
	}
	o := connector.NewErrorObject(err, x.call)
	inRoutes(&o, err)
	x.keepBack(&o, err)
	if errors.Is(err, errDraining) || o.Code == "CANCELLED" && x.g.drain.hasBegun() {
		o.Code, o.Message = "DRAINING", errDraining.Error()+aborted(err)
		o.Retryable = o.Handle == "" // else a repeat would begin the work again
	}
	if errors.Is(err, errTokenEnded) {
		o.Code, o.Category, o.Message = "NO_TOKEN", connector.CategoryAuth, errTokenEnded.Error()+aborted(err)
	}
	return o
}

// aborted says of a wait that was ended what became of its work, where it does not go on.
func aborted(err error) string {
	var wait *connector.WaitError
	if errors.As(err, &wait) && wait.Aborted {
		return "; the service was asked to end the work, as abort_on_cancel says"
	}
	return ""
}

// fail writes an error as a problem, or cuts an answer that has begun.
func (x *exchange) fail(err error) {
	if started(x.w) {
		panic(http.ErrAbortHandler)
	}
	var p *problem
	if !errors.As(err, &p) {
		o := x.object(err)
		if o.Code == "CANCELLED" && x.r.Context().Err() != nil {
			panic(http.ErrAbortHandler) // the client left
		}
		p = &problem{Status: statusOf(err, o), Code: o.Code, Detail: o.Message, RetryAfter: o.RetryAfter, err: &o}
	}
	x.g.refused(x.w, x.r, p)
}
