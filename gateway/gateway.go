// Package gateway serves actions over HTTP, so that programs in any language can run
// them: a clean API under /v1, and the calls of Abstra's connectors.
package gateway

import (
	"net/http"
	"slices"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/gateway/token"
)

// Tokens knows who calls by the secret that a request bears. *token.Store is one.
type Tokens interface {
	Verify(secret string) (token.Token, error)
}

// Options say what a gateway serves and to whom.
type Options struct {
	Connector *connector.Connector
	// Tokens are those of the clients; nil means that whoever reaches the gateway may
	// call, which is for loopback only.
	Tokens Tokens
	// Gates narrow what any client may run.
	Gates []connector.Gate
}

// Gateway is an http.Handler. It is safe for concurrent use.
type Gateway struct {
	options Options
	handler http.Handler
}

// New makes a gateway.
func New(o Options) *Gateway {
	g := &Gateway{options: o}
	g.handler = g.mux()
	return g
}

// ServeHTTP answers one request.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.handler.ServeHTTP(w, r) }

// routes is all that the gateway answers. The mux, the OpenAPI document, the labels of
// the metrics and the answers to wrong methods come from it.
func (g *Gateway) routes() []route {
	return slices.Concat(g.healthRoutes())
}
