package gateway

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway/token"
)

// scoped is a gateway with three connections and tokens of several scopes.
func scoped(t *testing.T) *testGateway {
	_, conn := sandboxed()
	return newTestGateway(t, withTokens(
		token.Token{Name: "one", Scope: token.Scope{Connections: []string{"dev"}}},
		token.Token{Name: "glob", Scope: token.Scope{Connections: []string{"d*"}}},
		token.Token{Name: "jobs", Scope: token.Scope{Connections: []string{"dev", "prod"}, Actions: []string{"*_jobs_*"}}},
		token.Token{Name: "ghost", Scope: token.Scope{Connections: []string{"nowhere"}}},
	), func(s *setup) {
		s.Connector.Connections = map[string]connection.Connection{"dev": conn, "demo": conn, "prod": conn}
		s.Connector.Getenv = func(key string) string {
			return map[string]string{"ACTIONCTL_CONNECTION": "demo"}[key]
		}
	})
}

// What a token may not see is answered like what is not there, word for word.
func TestOutOfScopeIsLikeNotThere(t *testing.T) {
	s := scoped(t)
	same := func(who string, hidden, missing map[string]any, name, none string) {
		for _, path := range []string{"/v1/run", "/v1/plan"} {
			a, b := s.do(t, "POST", path, hidden, as(who)...), s.do(t, "POST", path, missing, as(who)...)
			assert.Equal(t, 404, a.Status, "%s", a.Body)
			assert.Equal(t, b.Status, a.Status)
			x, y := a.errorOf(t, 404), b.errorOf(t, 404)
			assert.Equal(t, y["code"], x["code"])
			assert.Equal(t, y["hint"], x["hint"])
			assert.Equal(t, strings.ReplaceAll(y["message"].(string), none, name), x["message"])
		}
	}
	same("one", call("prod", listJobs, nil), call("zzzz", listJobs, nil), "prod", "zzzz")
	same("jobs", call("dev", invoke, nil), call("dev", "no_such_action", nil), invoke, "no_such_action")
	got := s.do(t, "POST", "/v1/run", call("prod", listJobs, nil), as("one")...)
	assert.Contains(t, got.errorOf(t, 404)["message"], "there are: dev")
	assert.NotContains(t, string(got.Body), "demo")
	assert.Equal(t, 404, s.do(t, "GET", "/v1/actions/get_api_2_1_clusters_list", nil, as("jobs")...).Status)
	assert.Equal(t, 404, s.do(t, "POST", uploadTo("dev", putFile, `{"file_path":"/a"}`), strings.NewReader("x"), as("jobs")...).Status)
	assert.Zero(t, s.box.Requests())
}

func TestDefaultConnection(t *testing.T) {
	s := scoped(t)
	for who, want := range map[string]string{"one": "dev", "glob": "demo"} {
		got := s.do(t, "POST", "/v1/plan", call("", listJobs, nil), as(who)...)
		require.Equal(t, 200, got.Status, "%s", got.Body)
		assert.Equal(t, want, got.value(t)["connection"], who)
	}
	got := s.do(t, "POST", "/v1/run", call("", listJobs, nil), as("jobs")...)
	assert.Equal(t, "NO_CONNECTION", got.errorOf(t, 400)["code"])
	assert.Contains(t, string(got.Body), "dev, prod")
	got = s.do(t, "POST", "/v1/run", call("", listJobs, nil), as("ghost")...)
	assert.Contains(t, got.errorOf(t, 400)["message"], "name one of: none")
}

func TestConnectionsInScope(t *testing.T) {
	s := scoped(t)
	for who, want := range map[string]string{
		"one":   `{"connections":[{"name":"dev","host":"http://sandbox.localhost","mode":"full_access","default":true}]}`,
		"glob":  `{"connections":[{"name":"demo","host":"http://sandbox.localhost","mode":"full_access","default":true},{"name":"dev","host":"http://sandbox.localhost","mode":"full_access"}]}`,
		"ghost": `{"connections":[]}`,
	} {
		got := s.do(t, "GET", "/v1/connections", nil, as(who)...)
		assert.Equal(t, 200, got.Status)
		assert.JSONEq(t, want, string(got.Body), who)
	}
}

// A connection that is written down wrongly is there; what is wrong is not told.
func TestConnectionsThatCannotBeUsed(t *testing.T) {
	s := newTestGateway(t, func(s *setup) {
		s.Connector.Connections = map[string]connection.Connection{
			"broken": {Host: "ftp://secret.example"},
			"good":   {Host: "https://good.example", Policy: connection.Policy{Mode: connection.Safe, Confirm: []string{"write"}}},
		}
	})
	got := s.do(t, "GET", "/v1/connections", nil)
	assert.JSONEq(t, `{"connections":[{"name":"broken","problem":"`+unusable+`"},
		{"name":"good","host":"https://good.example","mode":"safe","confirm":["write"]}]}`, string(got.Body))
	assert.Equal(t, 400, s.do(t, "GET", "/v1/connections?all=1", nil).Status)
}

// A gateway that serves one connection needs no name of it.
func TestDefaultConnectionOfAGateway(t *testing.T) {
	_, conn := sandboxed()
	for served, want := range map[string]string{"dev": "dev", "d*": "demo"} {
		s := newTestGateway(t, func(s *setup) {
			s.Connections = []string{served}
			s.Connector.Connections = map[string]connection.Connection{"dev": conn, "demo": conn, "prod": conn}
			s.Connector.Getenv = func(key string) string { return map[string]string{"ACTIONCTL_CONNECTION": "demo"}[key] }
		})
		assert.Equal(t, want, s.do(t, "POST", "/v1/plan", call("", listJobs, nil)).value(t)["connection"])
		hidden := s.do(t, "POST", "/v1/plan", call("prod", listJobs, nil)).errorOf(t, 404)
		assert.NotContains(t, hidden["message"], "prod,")
		assert.NotContains(t, string(s.do(t, "GET", "/v1/connections", nil).Body), "prod")
	}
}
