package gateway

import (
	"net/http"
	"path"
	"slices"
	"strings"
)

// dispatch answers what no route does as problems, and hands all else to the mux.
func (g *Gateway) dispatch() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !clean(r.URL.Path) || !strings.HasPrefix(r.RequestURI, "/") { // the mux would redirect, or answer for another host
			g.refused(w, r, noRoute(r))
			return
		}
		if _, pattern := g.mux.Handler(r); pattern != "" {
			g.mux.ServeHTTP(w, r)
			return
		}
		allowed := g.methods(r)
		if len(allowed) == 0 {
			g.refused(w, r, noRoute(r))
			return
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		g.refused(w, r, refuse(http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "%s answers %s, not %s",
			harmless(r.URL.Path), strings.Join(allowed, " and "), harmless(r.Method)))
	})
}

func noRoute(r *http.Request) *problem {
	return refuse(http.StatusNotFound, "NO_ROUTE", "there is no %s here; GET /openapi.json lists what there is", harmless(r.URL.Path))
}

// clean tells whether a path is written as the routes are.
func clean(p string) bool {
	return strings.HasPrefix(p, "/") && (path.Clean(p) == p || path.Clean(p)+"/" == p) && !strings.ContainsRune(p, 0)
}

// methods are those that the table has for the path of a request.
func (g *Gateway) methods(r *http.Request) []string {
	var found []string
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		asked := *r
		asked.Method = m
		if _, pattern := g.mux.Handler(&asked); pattern != "" && !slices.Contains(found, m) {
			found = append(found, m)
		}
	}
	return found
}
