package conformance

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// No spelling of a path leads anywhere but where the path itself leads.
func TestTricksOfPaths(t *testing.T) {
	p := newPrey(t)
	for _, path := range []string{
		"/v1/actions/..%2f..%2f..%2fetc%2fpasswd",
		"/v1/actions/..%5c..%5cetc%5cpasswd",
		"/v1/actions/%2e%2e/%2e%2e/etc/passwd",
		"/v1/actions/get_api_2_2_jobs_list%00",
		"/v1/actions/%00",
		"/v1/actions/..",
		"/v1/../v1/../../etc/passwd",
		"//v1//actions//x",
		"/v1/actions/x%0d%0aX-Evil:%201",
		"/V1/RUN",
		"/v1/run/",
		"/v1/run%20",
		"/v1/run;connection=vault",
		"/connectors/connection/..%2fvault/actions",
		"/connectors/connection/work%2f..%2fvault/actions",
		"/connectors/connection/work%00vault/actions",
		"/connectors/connection/vault/access-token",
		"/.git/config", "/tokens.json", "/debug/pprof/", "/debug/vars",
		"/" + strings.Repeat("a/", 5000),
	} {
		got := p.raw(t, fmt.Sprintf("GET %s HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\n\n", path, p.address(t), p.writer))
		assert.GreaterOrEqual(t, got.status, 300, "%.100s: %s", path, got.body)
		assert.Less(t, got.status, 500, "%.100s: %s", path, got.body)
		assert.Empty(t, got.header.Get("X-Evil"), "%.100s", path)
		assert.NotContains(t, got.header.Get("Location"), "//", "%.100s leads to another host", path)
		assert.NotContains(t, string(got.body), "root:")
	}
	p.unharmed(t)
}

// A value of a path parameter stays one segment of the workspace's path.
func TestTricksOfParameters(t *testing.T) {
	p := newPrey(t)
	got := p.run(t, p.reader, work, "get_api_2_1_unity_catalog_catalogs_by_name", `{"name":"../../2.0/secrets/scopes/list?x=1#"}`)
	assert.Equal(t, http.StatusNotFound, got.status, "%s", got.body)
	reached := p.bench.reached.take()
	if assert.Len(t, reached, 1) {
		assert.Contains(t, reached[0], "/api/2.1/unity-catalog/catalogs/..%2F..%2F")
	}
	p.unharmed(t)
}

// Methods that are not offered are told so; the ways around it lead nowhere.
func TestTricksOfMethods(t *testing.T) {
	p := newPrey(t)
	for _, line := range []string{
		"TRACE /v1/run", "CONNECT /v1/run", "PROPFIND /v1/run", "DELETE /v1/run", "GET /v1/run", "PRI *",
		"CONNECT 127.0.0.1:22", "GET http://evil.example/v1/connections", "post /v1/run",
	} {
		got := p.raw(t, fmt.Sprintf("%s HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nX-HTTP-Method-Override: POST\nX-Canary: %s\nContent-Length: 0\n\n",
			line, p.address(t), p.writer, canary))
		assert.GreaterOrEqual(t, got.status, 400, "%s: %s", line, got.body)
		assert.NotContains(t, string(got.body), canary, "%s echoes what it got", line)
	}
	p.unharmed(t)
}
