package conformance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What a page of another site can make a browser send is refused, also with a token: the
// browser of somebody who has one is the attacker's tool here.
func TestOtherSites(t *testing.T) {
	p := newPrey(t, "--mcp")
	for _, header := range []string{
		"Origin: https://evil.example",
		"Origin: null",
		"Origin: http://localhost:1",
		"Origin: https://" + p.address(t) + ".evil.example",
		"Sec-Fetch-Site: cross-site",
		"Sec-Fetch-Site: same-site",
	} {
		name, value, _ := strings.Cut(header, ": ")
		for _, path := range []string{"/v1/run", "/connectors/connection/work/execute", "/mcp"} {
			got := p.ask(t, http.MethodPost, path, p.writer, createJob, func(r *http.Request) { r.Header.Set(name, value) })
			assert.Equal(t, http.StatusForbidden, got.status, "%s %s: %s", path, header, got.body)
			assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"), header)
		}
		got := p.ask(t, http.MethodOptions, "/v1/run", "", "", func(r *http.Request) {
			r.Header.Set(name, value)
			r.Header.Set("Access-Control-Request-Method", "POST")
			r.Header.Set("Access-Control-Request-Headers", "authorization,content-type")
		})
		for name := range got.header {
			assert.NotContains(t, name, "Access-Control", header)
		}
	}
	p.unharmed(t)
}

// A name of the attacker that leads to this address (DNS rebinding) is not the gateway's.
func TestOtherHosts(t *testing.T) {
	for _, args := range [][]string{{"--mcp"}, {"--mcp", "--allowed-host", "gateway.example"}} {
		p := newPrey(t, args...)
		_, port, _ := strings.Cut(p.address(t), ":")
		for _, host := range []string{
			"evil.example", "evil.example:" + port, "localhost.evil.example", "127.0.0.1.evil.example:" + port,
			"gateway.example.evil.example", "evil.example@127.0.0.1", "127.0.0.1:" + port + ":80", "[::ffff:127.0.0.1]x", "0.0.0.0:" + port, " ",
		} {
			for _, path := range []string{"/v1/run", "/mcp"} {
				got := p.ask(t, http.MethodPost, path, p.writer, createJob, func(r *http.Request) { r.Host = host })
				assert.Contains(t, []int{http.StatusMisdirectedRequest, http.StatusBadRequest}, got.status, "%s %q: %s", path, host, got.body)
			}
		}
		got := p.ask(t, http.MethodGet, "/v1/connections", p.writer, "", func(r *http.Request) { r.Host = "gateway.example" })
		if len(args) > 1 {
			assert.Equal(t, http.StatusOK, got.status, "%s", got.body)
		} else {
			assert.Equal(t, http.StatusMisdirectedRequest, got.status, "%s", got.body)
		}
		p.unharmed(t)
	}
}

// What a browser shows is never taken for a page, kept or framed.
func TestHeadersForBrowsers(t *testing.T) {
	p := newPrey(t)
	for _, path := range []string{"/v1/connections", "/openapi.json", "/nowhere"} {
		got := p.ask(t, http.MethodGet, path, p.reader, "", nil)
		assert.Equal(t, "nosniff", got.header.Get("X-Content-Type-Options"), path)
		assert.NotContains(t, got.header.Get("Content-Type"), "html", path)
		assert.Empty(t, got.header.Get("Set-Cookie"), path)
	}
	assert.Contains(t, p.ask(t, http.MethodGet, "/v1/connections", p.reader, "", nil).header.Get("Cache-Control"), "no-store")
}
