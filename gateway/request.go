package gateway

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"

	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/internal/printable"
)

// request is what the layers around a handler learn of one request.
type request struct {
	draining <-chan struct{}
	id       string
	route    string // ID of the route, "" where there is none
	who      token.Token
	known    bool   // who is the one whose token it bears
	tried    string // name of a token that does not count any more
	reason   string // why it was refused, for the log alone

	calls sync.RWMutex // read-locked by each call that may outlast the handler
}

type requestKey struct{}

// requestOf is what is known of a request; each has one.
func requestOf(r *http.Request) *request {
	if q, ok := r.Context().Value(requestKey{}).(*request); ok {
		return q
	}
	return &request{}
}

// TokenFrom is the token that a request bears, for handlers in Options.Mounts; false
// where the gateway asks for none.
func TokenFrom(ctx context.Context) (token.Token, bool) {
	q, ok := ctx.Value(requestKey{}).(*request)
	if !ok {
		return token.Token{}, false
	}
	return q.who, q.known
}

// RequestID is the gateway's own id of the request that a context belongs to, or "".
func RequestID(ctx context.Context) string {
	if q, ok := ctx.Value(requestKey{}).(*request); ok {
		return q.id
	}
	return ""
}

// Draining is closed when the gateway that a request belongs to is about to end: what
// only waits then has to end soon. It is nil outside of a gateway's requests.
func Draining(ctx context.Context) <-chan struct{} {
	if q, ok := ctx.Value(requestKey{}).(*request); ok {
		return q.draining
	}
	return nil
}

// Began is for handlers in Options.Mounts: it notes that a call has begun that goes on when
// the request's handler returns, as it does when the client leaves. Until ended is called
// the request keeps its place, and the gateway does not end.
func Began(ctx context.Context) (ended func()) {
	q, ok := ctx.Value(requestKey{}).(*request)
	if !ok {
		return func() {}
	}
	q.calls.RLock()
	return sync.OnceFunc(q.calls.RUnlock)
}

// finish returns when all calls of the request have ended.
func (q *request) finish() {
	q.calls.Lock()
	defer q.calls.Unlock()
}

// newRequest gives a request its id, which no client can choose.
func (g *Gateway) newRequest(r *http.Request) (*request, *http.Request) {
	q := &request{id: rand.Text(), draining: g.drain.begun}
	return q, r.WithContext(context.WithValue(r.Context(), requestKey{}, q))
}

// longest is how much of a text of a client goes on into a log or an answer.
const longest = 200

// harmless is a text of a client made fit to be shown: cut, and on one line.
func harmless(s string) string { return printable.Line(s, longest) }
