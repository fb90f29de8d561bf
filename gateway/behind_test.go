package gateway

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/canary"
	"github.com/actionctl/connector/sandbox"
)

// behind puts a service of a test's own behind the connection "own".
func behind(t *testing.T, h http.HandlerFunc) func(*setup) {
	t.Helper()
	service := httptest.NewServer(h)
	t.Cleanup(service.Close)
	return func(s *setup) {
		s.Connector.Connections = map[string]connection.Connection{
			"own": {Host: service.URL, Auth: connection.StaticToken(canary.Value), RetryBudget: -1},
		}
	}
}

// says is a service that gives one answer to everything.
func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// params are those of a call, in short.
type params = map[string]any

// call is the body of a call on a connection.
func call(connection, action string, p params, more ...any) map[string]any {
	body := map[string]any{"connection": connection, "action": action, "params": p}
	for i := 0; i+1 < len(more); i += 2 {
		body[more[i].(string)] = more[i+1]
	}
	return body
}

// errorOf is the error object of a problem, which has to be one of a status.
func (a answered) errorOf(t testing.TB, status int) map[string]any {
	t.Helper()
	require.Equal(t, status, a.Status, "%s", a.Body)
	assert.Equal(t, "application/problem+json", a.Header.Get("Content-Type"))
	object, ok := a.value(t)["error"].(map[string]any)
	require.True(t, ok, "%s", a.Body)
	return object
}

// decode reads the JSON of the answer.
func (a answered) decode(t testing.TB, into any) {
	t.Helper()
	require.Equal(t, http.StatusOK, a.Status, "%s", a.Body)
	require.NoError(t, json.Unmarshal(a.Body, into), "%s", a.Body)
}

// sandboxed is a sandbox and the connection to it.
func sandboxed() (*sandbox.Sandbox, connection.Connection) {
	box := sandbox.New(connector.Builtin(), nil)
	conn := box.Connection()
	conn.RetryBudget = -1
	return box, conn
}

// on gives a gateway one connection.
func on(name string, conn connection.Connection) func(*setup) {
	return func(s *setup) { s.Connector.Connections = map[string]connection.Connection{name: conn} }
}
