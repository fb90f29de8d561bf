package mcp

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Sessions live on when nobody comes back to them, so there is an end to their number.
func TestSessionsAreBounded(t *testing.T) {
	s := made(t, Options{Connector: opened(t)})
	s.most = 2
	handler := s.Handler(func(*http.Request) Client { return Client{ID: "ci", Name: "ci"} })
	begin := func(session string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "http://localhost/mcp", strings.NewReader(
			`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		if session != "" {
			r.Header.Set("Mcp-Session-Id", session)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	first := begin("")
	assert.Equal(t, 200, first.Code, "%s", first.Body)
	assert.Equal(t, 200, begin("").Code)
	full := begin("")
	assert.Equal(t, 429, full.Code)
	assert.Equal(t, "60", full.Header().Get("Retry-After"))
	assert.NotEqual(t, 429, begin(first.Header().Get("Mcp-Session-Id")).Code, "those that there are go on")
}
