package connector

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/actionctl/connector/registry"
)

// Handler runs one call.
type Handler func(ctx context.Context, r *Request) (*Result, error)

// Middleware wraps the running of calls. It is applied once, by Open, and the Handler
// that it returns is used by many goroutines.
//
// It runs once for each call whose parameters are valid and that the connection's
// policy allows, around all of its attempts: next is the next middleware, in the end
// the sending. The first of Config.Middleware is the outermost. It may
//   - look at the request, and after next at the outcome; see OutcomeOf
//   - change r.Plan.Header before it calls next
//   - pass another context on
//   - refuse: return an error without calling next, and nothing is sent
//   - answer by itself, or with another result; it then closes one that it drops
//   - call next again, which sends the same request again with the same idempotency
//     token
//
// Nothing else of the request can be changed: method, address and body are those that
// were checked, whatever Plan says by then. The credentials are added after the last
// middleware and none of them sees these; a header of theirs wins over one of the
// same name in Plan. A panic is passed on. A result that is a stream is still unread
// when next returns; it is closed when the call ends in an error or a panic.
type Middleware func(next Handler) Handler

// Request is a call on its way. Printing it shows no secrets, but its fields hold
// them.
type Request struct {
	// Call is what the caller asked for. Its parameters may hold secrets.
	Call Call
	// Action is shared with all calls; it is read-only.
	Action *registry.Action
	// Connection is the name of the connection, Host its URL.
	Connection, Host string
	// Plan is the request that will be sent, without credentials.
	Plan *Plan

	prepared *prepared
}

func newRequest(call Call, p *prepared) *Request {
	plan := *p.plan
	plan.Header = plan.Header.Clone()
	if plan.Body != nil {
		body := *plan.Body
		plan.Body = &body
	}
	call.host = "" // it was asked about already
	return &Request{
		Call: call, Action: p.action, Connection: p.connection.Name, Host: p.connection.Host,
		Plan: &plan, prepared: p,
	}
}

// LogValue keeps loggers from showing the parameters.
func (r *Request) LogValue() slog.Value { return r.Call.LogValue() }

// handle runs a call through the middlewares, if there are any.
func (c *Connector) handle(ctx context.Context, call Call, p *prepared) (*Result, error) {
	if c.handler == nil {
		return c.send(ctx, p, p.plan)
	}
	return c.handler(ctx, newRequest(call, p))
}

// last is the last Handler. It sends what was prepared; only the headers are those that
// the middlewares left.
func (c *Connector) last(ctx context.Context, r *Request) (*Result, error) {
	if r == nil || r.prepared == nil {
		return nil, errOtherRequest
	}
	plan := *r.prepared.plan
	if r.Plan != nil {
		plan.Header = canonical(r.Plan.Header)
	}
	return c.send(ctx, r.prepared, &plan)
}

// canonical spells the names the way net/http does: a header under another spelling
// would go out beside the credentials instead of under them.
func canonical(header http.Header) http.Header {
	out := make(http.Header, len(header))
	for name, values := range header {
		name = http.CanonicalHeaderKey(name)
		out[name] = append(out[name], values...)
	}
	return out
}

// chain puts the middlewares around last; nil when there are none.
func chain(middlewares []Middleware, last Handler) Handler {
	if len(middlewares) == 0 {
		return nil
	}
	for i := len(middlewares) - 1; i >= 0; i-- {
		last = middlewares[i](last)
	}
	return last
}

var (
	errOtherRequest = errors.New("a middleware passed on a request that is not the one it was given")
	errNoOutcome    = errors.New("a middleware returned neither a result nor an error")
)
