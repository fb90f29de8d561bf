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
)

// Handler serves the protocol as streamable HTTP, its newest version and older ones. Who
// calls is found out before: client says it of a request, false where everybody may call.
// The Host and the Origin of requests are checked before too.
func (s *Server) Handler(client func(*http.Request) (Client, bool)) http.Handler {
	get := func(*http.Request) *mcp.Server { return s.sdk }
	old := mcp.NewStreamableHTTPHandler(get, &mcp.StreamableHTTPOptions{SessionTimeout: sessionTimeout, MaxRequestBodyBytes: maxRequest})
	fresh := mcp.NewStreamableHTTPHandler(get, &mcp.StreamableHTTPOptions{Stateless: true, MaxRequestBodyBytes: maxRequest, PropagateRequestCancellation: true})
	serve := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Mcp-Protocol-Version") >= stateless {
			fresh.ServeHTTP(w, r)
			return
		}
		old.ServeHTTP(w, r)
	})
	known := auth.RequireBearerToken(func(_ context.Context, _ string, r *http.Request) (*auth.TokenInfo, error) {
		c, ok := client(r)
		if !ok {
			return nil, auth.ErrInvalidToken
		}
		return &auth.TokenInfo{UserID: c.ID, Extra: map[string]any{clientKey: c}}, nil
	}, &auth.RequireBearerTokenOptions{AllowMissingExpiration: true})(serve)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := client(r); ok {
			known.ServeHTTP(w, r)
			return
		}
		serve.ServeHTTP(w, r)
	})
}
