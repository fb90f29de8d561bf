package gateway

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/gateway/token"
)

// add gives a gateway one more route.
func (s *testGateway) add(r route) {
	s.g.mux.HandleFunc(r.Method+" "+r.Pattern, func(w http.ResponseWriter, req *http.Request) { s.g.serve(&r, w, req) })
}

func TestNoRoute(t *testing.T) {
	s := newTestGateway(t)
	for _, c := range []struct {
		method, path string
		status       int
		code, allow  string
	}{
		{"GET", "/", 404, "NO_ROUTE", ""},
		{"GET", "/v1", 404, "NO_ROUTE", ""},
		{"POST", "/v1/runs", 404, "NO_ROUTE", ""},
		{"GET", "//healthz", 404, "NO_ROUTE", ""},
		{"GET", "/v1/../healthz", 404, "NO_ROUTE", ""},
		{"GET", "/v1/%2e%2e/healthz", 404, "NO_ROUTE", ""},
		{"GET", "/healthz%00", 404, "NO_ROUTE", ""},
		{"GET", "/healthz/", 404, "NO_ROUTE", ""},
		{"POST", "/healthz", 405, "METHOD_NOT_ALLOWED", "GET"},
		{"DELETE", "/healthz", 405, "METHOD_NOT_ALLOWED", "GET"},
		{"TRACE", "/healthz", 405, "METHOD_NOT_ALLOWED", "GET"},
		{"OPTIONS", "/healthz", 405, "METHOD_NOT_ALLOWED", "GET"},
		{"BREW", "/healthz", 405, "METHOD_NOT_ALLOWED", "GET"},
		{"TRACE", "/nothing", 404, "NO_ROUTE", ""},
	} {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			got := s.do(t, c.method, c.path, nil)
			assert.Equal(t, c.status, got.Status)
			assert.Equal(t, c.code, got.code(t))
			assert.Equal(t, c.allow, got.Header.Get("Allow"))
		})
	}
}

// What a route does not answer is told with exactly the methods of the table.
func TestEveryRouteTellsItsMethods(t *testing.T) {
	s := newTestGateway(t)
	for _, r := range s.g.routes() {
		got := s.do(t, "BREW", plainPath(r.Pattern), nil)
		assert.Equal(t, http.StatusMethodNotAllowed, got.Status, r.Pattern)
		assert.Contains(t, strings.Split(got.Header.Get("Allow"), ", "), r.Method, r.Pattern)
	}
}

// plainPath is a path of a pattern.
func plainPath(pattern string) string {
	return strings.NewReplacer("{action}", "get_api_2_1_clusters_list", "{name}", "sandbox").Replace(pattern)
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	s := newTestGateway(t)
	seen := map[string]bool{}
	for _, path := range []string{"/healthz", "/nothing", "/metrics"} {
		h := s.do(t, "GET", path, nil).Header
		assert.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
		assert.Equal(t, "no-store", h.Get("Cache-Control"))
		assert.Contains(t, h.Get("Content-Security-Policy"), "default-src 'none'")
		assert.Empty(t, h.Get("Access-Control-Allow-Origin"))
		assert.Len(t, h.Get("X-Request-Id"), 26)
		seen[h.Get("X-Request-Id")] = true
	}
	assert.Len(t, seen, 3, "each request has an id of its own")
	got := s.do(t, "GET", "/nothing", nil, "X-Request-Id", "mine")
	assert.NotEqual(t, "mine", got.Header.Get("X-Request-Id"), "a client cannot choose it")
	assert.Equal(t, "urn:actionctl:request:"+got.Header.Get("X-Request-Id"), got.value(t)["instance"])
}

func TestTokens(t *testing.T) {
	now := time.Now()
	s := newTestGateway(t, withTokens(
		token.Token{Name: "right", Scope: token.Scope{Connections: []string{"*"}}},
		token.Token{Name: "old", Scope: token.Scope{Connections: []string{"*"}}},
		token.Token{Name: "revoked", Revoked: &now, Scope: token.Scope{Connections: []string{"*"}}},
		token.Token{Name: "metrics", Scope: token.Scope{Metrics: true}},
	))
	uniform := ""
	for _, r := range s.g.routes() {
		for _, c := range []struct {
			name   string
			header []string
			valid  bool
		}{
			{"none", nil, false},
			{"unknown", as("guess"), false},
			{"expired", as("old"), false},
			{"revoked", as("revoked"), false},
			{"basic", []string{"Authorization", "Basic cmlnaHQ6cmlnaHQ="}, false},
			{"without scheme", []string{"Authorization", "right"}, false},
			{"empty", []string{"Authorization", "Bearer "}, false},
			{"in the query only", nil, false},
			{"right", as("right"), true},
			{"in small letters", []string{"Authorization", "bearer right"}, true},
		} {
			t.Run(r.ID+" "+c.name, func(t *testing.T) {
				path := plainPath(r.Pattern)
				if c.name == "in the query only" {
					path += "?access_token=right&token=right"
				}
				got := s.do(t, r.Method, path, nil, c.header...)
				if r.Access == open || c.valid {
					assert.NotEqual(t, http.StatusUnauthorized, got.Status)
					return
				}
				assert.Equal(t, http.StatusUnauthorized, got.Status)
				assert.Equal(t, `Bearer realm="actionctl"`, got.Header.Get("WWW-Authenticate"))
				text := strings.ReplaceAll(string(got.Body), got.Header.Get("X-Request-Id"), "ID")
				if uniform == "" {
					uniform = text
				}
				assert.Equal(t, uniform, text, "what is wrong with a token is not told")
			})
		}
	}
	got := s.do(t, "GET", "/metrics", nil, as("right")...)
	assert.Equal(t, "403 SCOPE", fmt.Sprint(got.Status, " ", got.code(t)))
	assert.Equal(t, http.StatusOK, s.do(t, "GET", "/metrics", nil, as("metrics")...).Status)
	got = s.do(t, "GET", "/metrics", nil, append(as("metrics"), as("right")...)...)
	assert.Equal(t, "400 TWO_TOKENS", fmt.Sprint(got.Status, " ", got.code(t)))
}
