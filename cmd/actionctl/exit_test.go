package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Exit codes tell the class of the service's final answer.
func TestExitCodesOfAnswers(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		body   string
		code   int
		stderr string
	}{
		{"ok", 200, `{"statement_id":"s","status":{"state":"SUCCEEDED"}}`, exitOK, ""},
		{"the statement failed", 200, `{"status":{"state":"FAILED","error":{"error_code":"BAD_REQUEST","message":"no such table"}}}`, exitFailed, "no such table"},
		{"redirect", 302, "", exitRedirect, "elsewhere.example"},
		{"not found", 404, `{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no warehouse w"}`, exitClient, "no warehouse w"},
		{"throttled", 429, `{"error_code":"REQUEST_LIMIT_EXCEEDED","message":"slow down"}`, exitClient, "slow down"},
		{"outage", 503, `upstream connect error`, exitServer, "upstream connect error"},
		{"web page", 200, `<html><title>Sign in</title></html>`, exitLocal, "web page"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				if tt.status == http.StatusFound {
					w.Header().Set("Location", "https://elsewhere.example/login")
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer server.Close()
			code, _, stderr := runOnce(t, server.URL, "post_api_2_0_sql_statements", "data.statement=SELECT 1", "data.warehouse_id=w")
			assert.Equal(t, tt.code, code, stderr)
			assert.Contains(t, stderr, tt.stderr)
		})
	}
}

func TestExitCodeOfADeadline(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	code, _, stderr := runAgainst(t.Context(), server.URL, "get_api_2_1_clusters_list", "--timeout", "10ms")
	assert.Equal(t, exitDeadline, code)
	assert.Contains(t, stderr, "the call's timeout of 10ms passed")
}

func TestExitCodeOfAnInterrupt(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		stop()
		<-r.Context().Done()
	}))
	defer server.Close()
	code, _, _ := runAgainst(ctx, server.URL, "get_api_2_1_clusters_list")
	assert.Equal(t, exitInterrupted, code)
}

// A server that is not there is a local failure, said without the token.
func TestExitCodeWithoutAnAnswer(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	code, _, stderr := runOnce(t, server.URL, "get_api_2_1_clusters_list", "-o", "json")
	assert.Equal(t, exitLocal, code)
	assert.Contains(t, stderr, `"category":"network"`)
	assert.NotContains(t, stderr, "canary")
}

// An answer that breaks off leaves the output file as it was.
func TestBrokenAnswerLeavesNoFile(t *testing.T) {
	assert.Error(t, writeFile(t.TempDir()+"/out.bin", func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return errors.New("broke off")
	}))
}

// runOnce runs an action on a connection that repeats nothing.
func runOnce(t *testing.T, host, action string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "connections.yaml")
	text := "connections: {once: {host: \"" + host + "\", retry_budget: -1s, auth: {token: env:TOKEN}}}\n"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	env := map[string]string{"ACTIONCTL_CONNECTIONS": file, "TOKEN": "canary"}
	var out, errs strings.Builder
	code = run(t.Context(), &streams{
		In: strings.NewReader(""), Out: &out, Err: &errs,
		Getenv: func(key string) string { return env[key] },
	}, append([]string{"run", "-c", "once", action}, args...))
	return code, out.String(), errs.String()
}

func runAgainst(ctx context.Context, host, action string, args ...string) (code int, stdout, stderr string) {
	env := map[string]string{"DATABRICKS_HOST": host, "DATABRICKS_TOKEN": "canary"}
	var out, errs strings.Builder
	code = run(ctx, &streams{
		In: strings.NewReader(""), Out: &out, Err: &errs,
		Getenv: func(key string) string { return env[key] },
	}, append([]string{"run", "-c", "env", action}, args...))
	return code, out.String(), errs.String()
}

// What the service says about the fields and where to read on is told.
func TestDetailsOfErrorsAreShown(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error_code":"INVALID_PARAMETER_VALUE","message":"no","details":[
			{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"NAME_TAKEN"},
			{"@type":"type.googleapis.com/google.rpc.BadRequest","field_violations":[{"field":"name","description":"is taken"}]},
			{"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Names","url":"https://docs.example/names"}]}]}`)
	}))
	defer server.Close()
	code, _, stderr := runAgainst(t.Context(), server.URL, "get_api_2_1_clusters_list")
	assert.Equal(t, exitClient, code)
	for _, want := range []string{"  name: is taken", "reason: NAME_TAKEN", "help: Names: https://docs.example/names"} {
		assert.Contains(t, stderr, want)
	}
}
