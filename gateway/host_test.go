package gateway

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHosts(t *testing.T) {
	s := newTestGateway(t, func(s *setup) { s.Hosts = []string{"Actions.Example.com", "[fd00::1]"} })
	for host, want := range map[string]int{
		"localhost":                  200,
		"LOCALHOST:80":               200,
		"localhost.":                 200,
		"127.0.0.1":                  200,
		"127.0.0.1:8787":             200,
		"[::1]:8787":                 200,
		"[::1]":                      200,
		"actions.example.com":        200,
		"actions.example.com:443":    200,
		"[fd00::1]:8787":             200,
		"evil.example":               421,
		"evil.example:8787":          421,
		"127.0.0.1.evil.example":     421,
		"localhost.evil.example":     421,
		"xactions.example.com":       421,
		"actions.example.com@evil":   421,
		"10.0.0.1":                   421,
		"actions.example.com.evil:1": 421,
	} {
		r := s.request(t, "GET", "/healthz", nil)
		r.Host = host
		resp, err := s.Client().Do(r)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, want, resp.StatusCode, host)
	}
	s = newTestGateway(t, func(s *setup) { s.AnyHost = true })
	r := s.request(t, "GET", "/healthz", nil)
	r.Host = "anything.example"
	resp, err := s.Client().Do(r)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, http.StatusOK, resp.StatusCode)
}

func TestOrigins(t *testing.T) {
	s := newTestGateway(t)
	s.add(route{Method: "POST", Pattern: "/test", ID: "test", Handle: func(x *exchange) error { return x.answer(200, 1) }})
	for _, c := range []struct {
		name   string
		header []string
		want   int
	}{
		{"no browser", nil, 200},
		{"foreign origin", []string{"Origin", "https://evil.example"}, 403},
		{"no origin of its own", []string{"Origin", "null"}, 403},
		{"same host, other port", []string{"Origin", "http://127.0.0.1:1"}, 403},
		{"own origin", []string{"Origin", s.URL}, 200},
		{"cross-site", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"same-site is not same origin", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"same-origin", []string{"Sec-Fetch-Site", "same-origin"}, 200},
	} {
		got := s.do(t, "POST", "/test", "{}", c.header...)
		assert.Equal(t, c.want, got.Status, c.name)
		if c.want == 403 {
			assert.Equal(t, "CROSS_ORIGIN", got.code(t), c.name)
		}
		assert.Empty(t, got.Header.Get("Access-Control-Allow-Origin"), c.name)
	}
}

// A page that got past Host and origin could still not send what a form can send.
func TestFormsAreNoJSON(t *testing.T) {
	s := newTestGateway(t)
	s.add(route{Method: "POST", Pattern: "/test", ID: "test", Handle: func(x *exchange) error {
		var v struct{}
		return x.decode(&v)
	}})
	for _, content := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "garbage/"} {
		got := s.do(t, "POST", "/test", "{}", "Content-Type", content)
		assert.Equal(t, "415 MEDIA_TYPE", fmt.Sprint(got.Status, " ", got.code(t)), content)
	}
	got := s.do(t, "POST", "/test", "{}", "Content-Encoding", "gzip")
	assert.Equal(t, "415 CONTENT_ENCODING", fmt.Sprint(got.Status, " ", got.code(t)))
}
