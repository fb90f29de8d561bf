package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/sandbox"
)

// workspace is the sandbox behind a socket, with a sign-in that knows one secret.
func workspace(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	mux.Handle("/", sandbox.New(connector.Builtin(), nil))
	mux.HandleFunc("/oidc/.well-known/oauth-authorization-server", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"token_endpoint":"` + server.URL + `/oidc/v1/token"}`))
	})
	mux.HandleFunc("/oidc/v1/token", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if _, secret, _ := r.BasicAuth(); secret != "c4nary-right" {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"error":"invalid_client","error_description":"` + secret + ` is wrong"}`))
			return
		}
		_, _ = w.Write([]byte(`{"access_token":"` + sandbox.Token + `","token_type":"Bearer","expires_in":3600}`))
	})
	return server.URL
}

// tried runs connections test in a home with these connections.
func tried(t *testing.T, text string, args ...string) (code int, out, errs string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "connections.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	env := map[string]string{"ACTIONCTL_CONNECTIONS": file, "RIGHT": "c4nary-right", "WRONG": "c4nary-wrong", "TOKEN": sandbox.Token}
	var stdout, stderr bytes.Buffer
	io := &streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr, Getenv: func(name string) string { return env[name] }}
	code = run(t.Context(), io, append([]string{"connections", "test"}, args...))
	assert.NotContains(t, stdout.String()+stderr.String(), "c4nary")
	return code, stdout.String(), stderr.String()
}

func TestConnectionsTest(t *testing.T) {
	host := workspace(t)
	text := `connections:
  token: {host: "` + host + `", auth: {token: "env:TOKEN"}}
  right: {host: "` + host + `", auth: {client_id: i, client_secret: "env:RIGHT"}}
  wrong: {host: "` + host + `", auth: {client_id: i, client_secret: "env:WRONG"}}
  stale: {host: "` + host + `", auth: {token: "env:WRONG"}}
`
	for name, kind := range map[string]string{"token": "pat", "right": "oauth-m2m"} {
		code, out, errs := tried(t, text, name)
		require.Equal(t, exitOK, code, errs)
		assert.Equal(t, name+": "+host+": signed in by "+kind+" as example-userName\n", out)
		assert.Empty(t, errs)
	}
	code, out, errs := tried(t, text, "right", "-o", "json")
	require.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, `"user_name": "example-userName"`)

	code, out, errs = tried(t, text, "wrong")
	assert.Equal(t, exitLocal, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "connection wrong does not work: "+host+", signs in by oauth-m2m, from connection wrong of ")
	assert.Contains(t, errs, "401 invalid_client: **REDACTED** is wrong; check client_id and client_secret")

	code, _, errs = tried(t, text, "stale")
	assert.Equal(t, exitClient, code)
	assert.Contains(t, errs, "hint: ")

	code, _, errs = tried(t, text, "right", "--timeout", "1ns")
	assert.Equal(t, exitDeadline, code, errs)
}
