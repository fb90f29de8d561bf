package runtime

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// newAction decodes the part of a descriptor below name and summary.
func newAction(t testing.TB, descriptor string) *registry.Action {
	t.Helper()
	a, err := registry.Decode("test/test_action.yaml", []byte("name: test_action\nsummary: A test.\n"+descriptor))
	require.NoError(t, err)
	return a
}

// newPlan is a plan to host that shows its parameters as they are.
func newPlan(t testing.TB, a *registry.Action, host string, params map[string]any) *Plan {
	t.Helper()
	p, err := NewPlan(a, Target{Connection: "test", Host: host}, params, asTheyAre)
	require.NoError(t, err)
	return p
}

// asTheyAre is a Redact that hides nothing.
func asTheyAre(_ *registry.Action, params map[string]any) map[string]any { return params }

func newServer(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

func newClient(host string) *Client {
	return NewClient(&connection.Connection{Host: host, Auth: connection.StaticToken("t0ken"), RetryBudget: -1})
}

func answerJSON(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	}
}

// Descriptors of the common forms.
const (
	getThings = "http: GET /things\nresponse: {type: object}\n"
	putThing  = "http: PUT /thing\nbody: {required: true, content: application/octet-stream}\n"
	getFile   = "http: GET /file\nresponse: {content: application/octet-stream}\n"
	postThing = "http: POST /thing\nbody: {schema: {type: object}}\nresponse: {type: object}\n"
)

// closedAddress is a loopback address where nothing listens.
func closedAddress(t testing.TB) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server.URL
}
