package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/shell"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// heard is a request as it arrived.
type heard struct {
	Method, URI, Body string
	Header            http.Header
}

// ear is a workspace that keeps the last request.
type ear struct {
	*httptest.Server
	last []heard
}

func newEar(t *testing.T) *ear {
	t.Helper()
	e := &ear{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		h := r.Header.Clone()
		h.Del("Accept-Encoding") // what is up to the program on either side
		h.Del("Traceparent")
		h.Del("Expect")
		e.last = append(e.last, heard{r.Method, r.RequestURI, string(body), h})
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}")
	}))
	t.Cleanup(e.Close)
	return e
}

// take returns what was heard since the last time.
func (e *ear) take() []heard {
	defer func() { e.last = nil }()
	return e.last
}

func lookPaths(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("no %s on this machine to run the commands with", p)
		}
	}
}

// variablesFor are the variables for the secrets of parameters, with what the commands of
// curl want in them.
func variablesFor(c *connector.Connector, a *registry.Action, params map[string]any) map[string]string {
	m := newMasks()
	m.params(c, a, params)
	values := map[string]string{}
	var walk func(steps []string, v any)
	walk = func(steps []string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				walk(append(steps[:len(steps):len(steps)], name), member)
			}
		case []any:
			for i, element := range v {
				walk(append(steps[:len(steps):len(steps)], indexText(i)), element)
			}
		}
		if len(steps) == 0 {
			return
		}
		text, err := json.Marshal(v)
		if err != nil {
			return
		}
		if s, ok := v.(string); ok {
			text = text[1 : len(text)-1]
			if a.Locate(steps[0]) != registry.InBody {
				text = []byte(s)
			}
		}
		values[secretVariable(steps)] = string(text)
	}
	walk(nil, any(params))
	out := map[string]string{}
	for _, v := range m.variables {
		out[v.name] = values[v.name]
	}
	return out
}

// What the printed command sends is what the runtime sends: of every action, with all
// its parameters.
func TestCurlSendsWhatTheRuntimeSends(t *testing.T) {
	t.Parallel()
	lookPaths(t, "sh", "curl")
	e := newEar(t)
	c, err := connector.Open(connector.Config{})
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "it's a file")
	require.NoError(t, os.WriteFile(file, []byte("\x00text\n"), 0o600))
	var script strings.Builder
	script.WriteString("export DATABRICKS_TOKEN=" + tokenCanary + "\n")
	var want []heard
	names := c.Registry().Names()
	for _, name := range names {
		a, err := c.Registry().Action(name)
		require.NoError(t, err)
		params, _ := c.Types().Example(schema.Document(a.ParamsSchema()), name, true).(map[string]any)
		args := []string{"run", name, "--idempotency-key", "key"}
		if a.Body != nil && !a.Body.IsJSON() {
			delete(params, registry.BodyParam)
			args = append(args, "data=@"+file)
		}
		text, err := json.Marshal(params)
		require.NoError(t, err)
		args = append(args, "--params", string(text), "--no-validate")
		_, _, stderr := runOn(t, e.URL, append(args, "--yes")...)
		got := e.take()
		require.Len(t, got, 1, "%s: %s", name, stderr)
		want = append(want, got[0])

		code, command, stderr := runOn(t, e.URL, append(args, "--curl")...)
		require.Equal(t, exitOK, code, "%s: %s", name, stderr)
		require.Empty(t, e.take(), "%s: --curl sends nothing", name)
		for variable, value := range variablesFor(c, a, params) {
			assert.Contains(t, command, "$"+variable)
			script.WriteString("export " + variable + "=" + shell.Quote(value) + "\n")
		}
		script.WriteString("# " + name + "\n" + strings.Replace(command, "curl", "curl -q -sS -o /dev/null", 1))
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-e")
	cmd.Stdin = strings.NewReader(script.String())
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	got := e.take()
	require.Len(t, got, len(want))
	for i, name := range names {
		assert.Equal(t, want[i], got[i], name)
	}
}

// A canary in every secret field shows in no command.
func TestCurlShowsNoSecrets(t *testing.T) {
	t.Parallel()
	for a, planted := range plantings(t, requestOf) {
		text, err := json.Marshal(planted)
		require.NoError(t, err)
		args := []string{"run", "--curl", "--no-validate", a.Name, "--params", string(text)}
		if a.Body != nil && !a.Body.IsJSON() {
			args = append(args, "--data", "bytes")
		}
		code, stdout, stderr := runOn(t, "https://w.example", args...)
		require.Equal(t, exitOK, code, "%q: %s", args, stderr)
		assertNoCanary(t, args, stdout, stderr)
		assert.Contains(t, stdout, "$SECRET_", "%q", args)
	}
}

// Values that shells, curl and terminals take for something else arrive as they are.
func TestCurlSendsOddValues(t *testing.T) {
	lookPaths(t, "sh", "curl")
	e := newEar(t)
	long := strings.Repeat(`x"$HOME\`+"`id`'\n", 20_000) // does not fit into one argument
	for _, value := range []string{
		"", "it's", `"`, `\`, "$HOME `id` $(id)", "a\nb", "@file", "-x", "[1-3]{a,b}", "\x7f\u0085\x1b[2J", "😀", "%41", "a&b=c#d?e", "!!", long,
	} {
		scope, err := json.Marshal(value)
		require.NoError(t, err)
		args := []string{"run", "post_api_2_0_secrets_put", "data.scope:=" + string(scope), "data.key=k", "--data", `{"string_value": "a\"b\\c"}`}
		if len(value) > longestBody { // no argument for us either
			args = []string{"run", "post_api_2_0_secrets_put", "--data", "@big.json"}
			text, err := json.Marshal(map[string]string{"scope": value, "key": "k", "string_value": `a"b\c`})
			require.NoError(t, err)
			t.Chdir(t.TempDir())
			require.NoError(t, os.WriteFile("big.json", text, 0o600))
		}
		_, _, stderr := runOn(t, e.URL, append(args, "--yes")...)
		want := e.take()
		require.Len(t, want, 1, "%q: %s", value[:min(len(value), 20)], stderr)
		code, command, stderr := runOn(t, e.URL, append(args, "--curl")...)
		require.Equal(t, exitOK, code, stderr)
		cmd := exec.CommandContext(t.Context(), "sh", "-e")
		cmd.Env = append(os.Environ(), "DATABRICKS_TOKEN="+tokenCanary, `SECRET_STRING_VALUE=a\"b\\c`)
		cmd.Stdin = strings.NewReader(strings.Replace(command, "curl", "curl -q -sS -o /dev/null", 1))
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		got := e.take()
		require.Len(t, got, 1)
		got[0].Body = strings.TrimSuffix(got[0].Body, "\n") // a here-document ends in one
		if value == long {
			want[0].Header.Del("Content-Length")
			got[0].Header.Del("Content-Length")
		}
		assert.Equal(t, want, got)
	}
}
