package gateway

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/sandbox"
)

// setup is what a test may change of its gateway before it is made.
type setup struct {
	Options
	Sandbox   sandbox.Config
	Connector connector.Config
}

// testGateway is a gateway that is served, with a sandbox behind its connections
// "sandbox" and "other".
type testGateway struct {
	*httptest.Server
	g   *Gateway
	c   *connector.Connector
	box *sandbox.Sandbox
}

// newTestGateway serves a gateway until the test ends. Without a change it asks for no
// tokens; see withTokens.
func newTestGateway(t *testing.T, change ...func(*setup)) *testGateway {
	t.Helper()
	s := setup{Sandbox: sandbox.Config{Registry: connector.Builtin()}}
	for _, f := range change {
		f(&s)
	}
	box, err := sandbox.Open(s.Sandbox)
	require.NoError(t, err)
	conn := box.Connection()
	conn.RetryBudget = -1 // no pauses
	if s.Connector.Connections == nil {
		s.Connector.Connections = map[string]connection.Connection{"sandbox": conn, "other": conn}
	}
	if s.Connector.Getenv == nil {
		s.Connector.Getenv = func(string) string { return "" }
	}
	if s.Connector.ConnectionsFile == "" {
		s.Connector.ConnectionsFile = t.TempDir() + "/connections.yaml"
		s.Connector.ConfigFile = t.TempDir() + "/databrickscfg"
	}
	c, err := connector.Open(s.Connector)
	require.NoError(t, err)
	if s.Options.Connector == nil {
		s.Options.Connector = c
	}
	g := New(s.Options)
	server := httptest.NewServer(asDeclared(t, g))
	t.Cleanup(server.Close)
	return &testGateway{Server: server, g: g, c: c, box: box}
}

// secrets are tokens by their secret.
type secrets map[string]token.Token

func (s secrets) Verify(secret string) (token.Token, error) {
	who, ok := s[secret]
	switch {
	case !ok:
		return token.Token{}, token.ErrUnknown
	case who.Revoked != nil:
		return who, token.ErrRevoked
	case who.Name == "old":
		return who, token.ErrExpired
	}
	return who, nil
}

// withTokens makes a gateway ask for tokens. The secret of each is its name.
func withTokens(tokens ...token.Token) func(*setup) {
	known := secrets{}
	for _, who := range tokens {
		who.ID = "id-" + who.Name
		known[who.Name] = who
	}
	return func(s *setup) { s.Tokens = known }
}

// answered is an answer that was read to its end.
type answered struct {
	Status int
	Header http.Header
	Body   []byte
}

// value is the JSON of the answer, with exact numbers.
func (a answered) value(t testing.TB) map[string]any {
	t.Helper()
	var v map[string]any
	d := json.NewDecoder(bytes.NewReader(a.Body))
	d.UseNumber()
	require.NoError(t, d.Decode(&v), "%s", a.Body)
	return v
}

// code is that of the error object in a problem.
func (a answered) code(t testing.TB) string {
	t.Helper()
	require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"), "%s", a.Body)
	object, _ := a.value(t)["error"].(map[string]any)
	code, _ := object["code"].(string)
	return code
}

// do sends a request: body is nil, an io.Reader, a string that is sent as it is, or what
// becomes JSON. header is name, value, name, value; a body is JSON unless it says
// otherwise.
func (s *testGateway) do(t testing.TB, method, path string, body any, header ...string) answered {
	t.Helper()
	resp, err := s.Client().Do(s.request(t, method, path, body, header...))
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return answered{resp.StatusCode, resp.Header, text}
}

func (s *testGateway) request(t testing.TB, method, path string, body any, header ...string) *http.Request {
	t.Helper()
	var content io.Reader
	switch body := body.(type) {
	case nil:
	case io.Reader:
		content = body
	case string:
		content = strings.NewReader(body)
	default:
		text, err := json.Marshal(body)
		require.NoError(t, err)
		content = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, content)
	require.NoError(t, err)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	given := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		given.Add(header[i], header[i+1])
	}
	maps.Copy(r.Header, given)
	return r
}

// inBackground sends a request and gives its answer when there is one; status 0 is none.
func (s *testGateway) inBackground(r *http.Request) <-chan answered {
	answer := make(chan answered, 1)
	go func() {
		var got answered
		if resp, err := s.Client().Do(r); err == nil {
			got.Status, got.Header = resp.StatusCode, resp.Header
			got.Body, _ = io.ReadAll(resp.Body) // what is missing is found missing
			_ = resp.Body.Close()
		}
		answer <- got
	}()
	return answer
}

// as is the header with which the token of a name calls.
func as(name string) []string { return []string{"Authorization", "Bearer " + name} }
