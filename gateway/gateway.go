// Package gateway serves actions over HTTP, so that programs in any language can run
// them: a clean API under /v1, and the calls of Abstra's connectors.
package gateway

import (
	"net/http"
	"slices"
)

// Gateway is an http.Handler. It is safe for concurrent use.
type Gateway struct {
	options Options
	handler http.Handler
	mux     *http.ServeMux
	limits  Limits
	slots   slots
	drain   drain
	metrics *metrics
	pace    pace
}

// New makes a gateway.
func New(o Options) *Gateway {
	g := &Gateway{options: o, limits: o.Limits.orDefaults(), drain: newDrain()}
	g.slots.limits = g.limits
	g.metrics = newMetrics(g)
	g.mux = g.newMux()
	// From the innermost to the outermost.
	g.handler = g.dispatch()
	g.handler = g.sameOrigin(g.handler)
	g.handler = g.knownHost(g.handler)
	g.handler = g.begin(g.handler)
	return g
}

// ServeHTTP answers one request.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.handler.ServeHTTP(w, r) }

// routes is all that the gateway answers. The mux, the OpenAPI document, the labels of
// the metrics and the answers to wrong methods come from it.
func (g *Gateway) routes() []route {
	if g.options.OnlyMounts {
		return slices.Concat(g.healthRoutes(), g.metricsRoutes())
	}
	return slices.Concat(
		g.healthRoutes(), g.metricsRoutes(), g.openapiRoutes(),
		g.connectionRoutes(), g.catalogueRoutes(),
		g.planRoutes(), g.runRoutes(), g.uploadRoutes(),
		g.waitRoutes(), g.itemsRoutes(), g.batchRoutes(), g.abstraRoutes(),
	)
}
