package gateway

import "net/http"

// mountRoute is the route of a handler that is none of the gateway's own. A GET of such
// a handler is a stream of what happens: it ends when the gateway is about to, and with its token.
func mountRoute(h http.Handler) *route {
	return &route{ID: "mount", Long: true, Handle: func(x *exchange) error {
		r := x.r
		if r.Method == http.MethodGet {
			ctx, cancel := x.g.drain.until(r.Context())
			defer cancel()
			ctx, end := x.whileValid(ctx)
			defer end()
			r = r.WithContext(ctx)
		}
		defer requestOf(r).finish()
		h.ServeHTTP(x.w, r)
		return nil
	}}
}
