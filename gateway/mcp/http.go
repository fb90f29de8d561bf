package mcp

import (
	"context"
	"net/http"
	"time"

	"github.com/modelcontextprotocol/go-sdk/auth"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

const (
	// stateless is the first version of the protocol that has no sessions.
	stateless      = "2026-07-28"
	sessionTimeout = 30 * time.Minute
	maxRequest     = 4 << 20
	mostSessions   = 10_000 // that live at once; each takes memory until it is idle for long
)

// Handler serves the protocol as streamable HTTP, its newest version and older ones. Who
// calls is found out before: client says it of a request, the zero Client where everybody
// may call. The Host and the Origin of requests are checked before too.
func (s *Server) Handler(client func(*http.Request) Client) http.Handler {
	get := func(*http.Request) *mcp.Server { return s.sdk }
	old := mcp.NewStreamableHTTPHandler(get, &mcp.StreamableHTTPOptions{SessionTimeout: sessionTimeout, MaxRequestBodyBytes: maxRequest})
	fresh := mcp.NewStreamableHTTPHandler(get, &mcp.StreamableHTTPOptions{Stateless: true, MaxRequestBodyBytes: maxRequest, PropagateRequestCancellation: true})
	serve := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Mcp-Protocol-Version") >= stateless {
			fresh.ServeHTTP(w, r)
			return
		}
		if r.Header.Get("Mcp-Session-Id") == "" && s.crowded() {
			w.Header().Set("Retry-After", "60")
			http.Error(w, "there are as many sessions as there may be; end one, or come again later", http.StatusTooManyRequests)
			return
		}
		old.ServeHTTP(w, r)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := client(r)
		if c.ID == "" && c.Name == "" {
			c.Name = s.o.User
		}
		known := func(context.Context, string, *http.Request) (*auth.TokenInfo, error) {
			return &auth.TokenInfo{UserID: c.ID, Extra: map[string]any{clientKey: c}}, nil
		}
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer known") // a secret has done its part, and where there is none it needs one
		auth.RequireBearerToken(known, &auth.RequireBearerTokenOptions{AllowMissingExpiration: true})(serve).ServeHTTP(w, r)
	})
}

// crowded tells that no further session may begin.
func (s *Server) crowded() bool {
	n := 0
	for range s.sdk.Sessions() {
		n++
	}
	return n >= s.most
}
