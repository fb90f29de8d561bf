package gateway

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/schema"
)

// fresh is a sandbox that begins anew when it is told to: what one action deletes, the
// next one needs.
type fresh struct {
	types *schema.Types
	box   *sandbox.Sandbox
}

func (f *fresh) begin() { f.box = sandbox.New(connector.Builtin(), f.types) }

func (f *fresh) RoundTrip(r *http.Request) (*http.Response, error) {
	return f.box.Connection().Transport.RoundTrip(r)
}

// direct asks a gateway without a socket.
func (s *testGateway) direct(t *testing.T, who, method, path, content string, body []byte) answered {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, bytes.NewReader(body))
	r.Host = "localhost"
	r.Header.Set("Authorization", "Bearer "+who)
	if body != nil {
		r.Header.Set("Content-Type", content)
	}
	w := httptest.NewRecorder()
	s.g.ServeHTTP(w, r)
	return answered{w.Code, w.Header(), w.Body.Bytes()}
}

// Every action is described with an example that runs, and with schemas that stand alone
// and take the example. A token for reading runs what reads, and nothing else.
func TestEveryAction(t *testing.T) {
	box := &fresh{types: schema.NewTypes(schema.BuiltinTypes())}
	box.begin()
	conn := box.box.Connection()
	conn.Transport, conn.RetryBudget = box, -1
	s := newTestGateway(t, on("sandbox", conn), withTokens(
		token.Token{Name: "all", Scope: token.Scope{Connections: []string{"sandbox"}}},
		token.Token{Name: "reader", Scope: token.Scope{Connections: []string{"*"}, Classes: []string{"read"}}},
	))
	names := s.c.Registry().Names()
	require.Len(t, names, 724)
	for _, name := range names {
		a, err := s.c.Registry().Action(name)
		require.NoError(t, err)
		described := s.direct(t, "all", "GET", "/v1/actions/"+name, "", nil)
		require.Equal(t, 200, described.Status, "%s", described.Body)
		var d struct {
			About        map[string]string
			Example      json.RawMessage
			ParamsSchema json.RawMessage `json:"params_schema"`
			AnswerSchema json.RawMessage `json:"answer_schema"`
		}
		described.decode(t, &d)
		for _, words := range d.About {
			assert.NotContains(t, words, "--", "%s: flags are for command lines", name)
		}
		assertTakes(t, a, d.ParamsSchema, d.Example)
		if d.AnswerSchema != nil {
			standsAlone(t, name, d.AnswerSchema)
		}
		for _, who := range []string{"all", "reader"} {
			before := box.box.Requests()
			got := s.runExample(t, a, who, d.Example)
			if who == "reader" && a.Safety != registry.Read {
				refused := got.errorOf(t, 403)
				assert.Equal(t, "POLICY_REFUSED", refused["code"])
				assert.Contains(t, refused["message"], "class "+string(a.Safety))
				assert.Equal(t, before, box.box.Requests(), name)
				continue
			}
			require.Equal(t, 200, got.Status, "%s: %s", name, got.Body)
			if a.Safety != registry.Read {
				box.begin()
			}
		}
	}
}

// runExample runs an action with its example; one that takes bytes as an upload.
func (s *testGateway) runExample(t *testing.T, a *registry.Action, who string, example json.RawMessage) answered {
	t.Helper()
	if a.Body == nil || a.Body.IsJSON() {
		body := append([]byte(`{"connection":"sandbox",`), bytes.TrimSpace(example)[1:]...)
		return s.direct(t, who, "POST", "/v1/run", "application/json", body)
	}
	var call struct{ Params json.RawMessage }
	require.NoError(t, json.Unmarshal(example, &call))
	return s.direct(t, who, "POST", uploadTo("sandbox", a.Name, string(call.Params)), octets, []byte("bytes"))
}

func standsAlone(t *testing.T, name string, text json.RawMessage) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.LoadURL = nil // nothing else may be needed
	require.NoError(t, c.AddResource(name, bytes.NewReader(text)))
	found, err := c.Compile(name)
	require.NoError(t, err, name)
	return found
}

func assertTakes(t *testing.T, a *registry.Action, text, example json.RawMessage) {
	t.Helper()
	assert.False(t, strings.Contains(string(text), `"x-`), "%s: words of our own", a.Name)
	d := json.NewDecoder(bytes.NewReader(example))
	d.UseNumber()
	var call struct{ Params map[string]any }
	require.NoError(t, d.Decode(&call))
	if a.Body != nil && !a.Body.IsJSON() {
		call.Params[registry.BodyParam] = ""
	}
	assert.NoError(t, standsAlone(t, a.Name, text).Validate(any(call.Params)), a.Name)
}
