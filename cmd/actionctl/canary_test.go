package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/canary"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

const tokenCanary = "dapiCanaryInTheTokenMine4711"

// echo answers with an error that repeats all it got.
func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	heard := r.Method + " " + r.URL.String() + " " + r.Header.Get("Authorization") + " " + string(body)
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"error_code": "BAD_REQUEST", "message": heard,
		"details": []any{map[string]any{"field_violations": []any{map[string]any{"field": "x", "description": heard}}}},
	})
}

// runOn runs one command line against a workspace.
func runOn(t *testing.T, host string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	env := map[string]string{"DATABRICKS_HOST": host, "DATABRICKS_TOKEN": tokenCanary, "HOME": t.TempDir()}
	var out, errs strings.Builder
	code = run(t.Context(), &streams{
		In: strings.NewReader(""), Out: &out, Err: &errs,
		Getenv: func(key string) string { return env[key] },
	}, args)
	return code, out.String(), errs.String()
}

func assertNoCanary(t *testing.T, args []string, outputs ...string) {
	t.Helper()
	for _, text := range outputs {
		for _, secret := range []string{canary.Value, canary.Number, tokenCanary} {
			if i := strings.Index(text, secret); i >= 0 { // all of a long text would hide the place
				t.Errorf("%q shows a secret: …%s…", args, text[max(0, i-1000):min(len(text), i+100)])
			}
		}
	}
}

// A canary in every secret field of every request shows in nothing that run prints.
func TestRunShowsNoSecretsOfRequests(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(echo))
	defer server.Close()
	refused := map[string]bool{} // compiling a schema takes long: once an action
	for a, planted := range plantings(t, requestOf) {
		text, err := json.Marshal(planted)
		require.NoError(t, err)
		base := []string{"run", "--debug", a.Name, "--params", string(text)}
		if a.Body != nil && !a.Body.IsJSON() {
			base = append(base, "--data", "bytes")
		}
		check := func(want int, more ...string) {
			args := slices.Concat(base, more)
			code, stdout, stderr := runOn(t, server.URL, args...)
			require.Equal(t, want, code, "%q: %s", args, stderr)
			assertNoCanary(t, args, stdout, stderr)
		}
		check(exitOK, "--no-validate", "--dry-run")
		check(exitOK, "--no-validate", "--dry-run", "-o", "yaml")
		check(exitOK, "--no-validate", "--dry-run", "-o", "raw")
		check(exitClient, "--no-validate")
		check(exitClient, "--no-validate", "-o", "json")
		if !refused[a.Name] {
			refused[a.Name] = true
			check(exitUsage, "no_such_name=x")
			check(exitUsage, "no_such_name=x", "-o", "json")
		}
	}
}

// A secret of an answer is in the result, on standard output, and nowhere else.
func TestRunShowsSecretsOfAnswersInTheResultOnly(t *testing.T) {
	t.Parallel()
	var answer []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer)
	}))
	defer server.Close()
	types := schema.NewTypes(schema.BuiltinTypes())
	for a, planted := range plantings(t, answerOf) {
		var err error
		answer, err = json.Marshal(planted)
		require.NoError(t, err)
		params, err := json.Marshal(types.Example(schema.Document(a.ParamsSchema()), a.Name, false))
		require.NoError(t, err)
		args := []string{"run", "--debug", "--no-validate", a.Name, "--params", string(params)}
		code, stdout, stderr := runOn(t, server.URL, args...)
		assertNoCanary(t, args, stderr)
		if code == exitOK {
			assert.True(t, strings.Contains(stdout, canary.Value) || strings.Contains(stdout, canary.Number), "%q", args)
		}
	}
}

func requestOf(a *registry.Action) registry.Schema { return a.ParamsSchema() }

func answerOf(a *registry.Action) registry.Schema {
	if a.Response == nil {
		return nil
	}
	return a.Response.Schema
}

// plantings are values of all actions with a canary in each secret place in turn.
func plantings(t *testing.T, of func(*registry.Action) registry.Schema) func(yield func(*registry.Action, any) bool) {
	types := schema.NewTypes(schema.BuiltinTypes())
	reg := connector.Builtin()
	return func(yield func(*registry.Action, any) bool) {
		for _, name := range reg.Names() {
			a, err := reg.Action(name)
			require.NoError(t, err)
			for _, planted := range canary.In(types, schema.Document(of(a)), "value") {
				if !yield(a, planted.Value) {
					return
				}
			}
		}
	}
}
