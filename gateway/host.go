package gateway

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// knownHost refuses requests that were meant for another name. A page of a foreign site
// can point a name of its own to this address, but not change the Host that browsers send.
func (g *Gateway) knownHost(next http.Handler) http.Handler {
	known := map[string]bool{"localhost": true}
	for _, h := range g.options.Hosts {
		known[bareName(h)] = true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := hostName(r.Host)
		if !g.options.AnyHost && !known[name] && !isLoopback(name) {
			g.refused(w, r, refuse(http.StatusMisdirectedRequest, "WRONG_HOST",
				"this gateway is not called %q; its operator names its hosts with --allowed-host", harmless(name)))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostName is the name in a Host header, in small letters and without a port.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return bareName(host)
}

// bareName is a name as two ways of writing it have in common.
func bareName(host string) string {
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

func isLoopback(name string) bool {
	address, err := netip.ParseAddr(name)
	return err == nil && address.IsLoopback()
}

// sameOrigin refuses what browsers send on behalf of pages of other sites.
func (g *Gateway) sameOrigin(next http.Handler) http.Handler {
	check := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := check.Check(r); err != nil {
			g.refused(w, r, refuse(http.StatusForbidden, "CROSS_ORIGIN", "pages of other sites may not call this gateway"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
