package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plantedBatch is a file with a call for each secret place of each request, but for
// those of the actions without.
func plantedBatch(t *testing.T, without ...string) string {
	t.Helper()
	var text strings.Builder
	enc := json.NewEncoder(&text)
	for a, planted := range plantings(t, requestOf) {
		if slices.Contains(without, a.Name) {
			continue
		}
		params := planted.(map[string]any)
		if a.Body != nil && !a.Body.IsJSON() {
			params["data"] = "bytes"
		}
		require.NoError(t, enc.Encode(map[string]any{"action": a.Name, "params": params}))
	}
	file := filepath.Join(t.TempDir(), "calls.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(text.String()), 0o600))
	return file
}

func contentOf(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NotEmpty(t, content)
	return string(content)
}

// Neither what a batch prints nor its journal has a canary, in the run that sends the
// calls and in the one that knows them.
func TestBatchShowsNoSecrets(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(echo))
	defer server.Close()
	journal := filepath.Join(t.TempDir(), "journal")
	args := []string{"batch", plantedBatch(t), "--no-validate", "--debug", "--yes", "--journal", journal}
	for range 2 {
		code, stdout, stderr := runOn(t, server.URL, args...)
		require.Equal(t, exitFailed, code, stderr)
		assert.Contains(t, stdout, `"outcome":"failed"`)
		assertNoCanary(t, args, stdout, stderr, contentOf(t, journal))
	}
}

// keepsSecrets puts a secret into a scope: the sandbox gives it back when it is asked
// for, as the service does, so its state has it.
const keepsSecrets = "post_api_2_0_secrets_put"

// The sandbox remembers what it is told, but for secrets.
func TestSandboxStateHasNoSecrets(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "state.json")
	args := []string{"batch", plantedBatch(t, keepsSecrets), "-c", "sandbox", "--no-validate", "--state", state}
	_, stdout, stderr := runOn(t, "", args...)
	require.Contains(t, stdout, `"outcome":"done"`)
	assertNoCanary(t, args, stderr, contentOf(t, state))
}

func TestExplainShowsNoSecrets(t *testing.T) {
	t.Parallel()
	n := 0
	for a, planted := range plantings(t, requestOf) {
		text, err := json.Marshal(planted)
		require.NoError(t, err)
		args := []string{"run", "--explain", "--no-validate", a.Name, "--params", string(text)}
		if a.Body != nil && !a.Body.IsJSON() {
			args = append(args, "--data", "bytes")
		}
		if n++; n%2 == 0 {
			args = append(args, "-o", "json")
		}
		code, stdout, stderr := runOn(t, "https://w.example", args...)
		require.Equal(t, exitOK, code, "%q: %s", args, stderr)
		assertNoCanary(t, args, stdout, stderr)
	}
	require.NotZero(t, n)
}

// What cannot be shown as it was asked for is told of without values.
func TestErrorsOfRenderingShowNoSecrets(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"key": "k", "value": ` + strconv.Quote(tokenCanary) + `}`))
	}))
	defer server.Close()
	for _, how := range [][]string{
		{"--jq", ".value.x"}, {"--jq", ".value | error"}, {"--jq", "halt_error"}, {"--jq", ".value", "-o", "csv", "--columns", "nope"},
		{"-o", "table", "--columns", "nope"}, {"-o", "csv", "--columns", "value.deeper"}, {"--jq", ".value | fromjson", "-o", "yaml"},
	} {
		args := append([]string{"run", "--debug", "get_api_2_0_secrets_get", "scope=s", "key=k"}, how...)
		_, _, stderr := runOn(t, server.URL, args...)
		assertNoCanary(t, args, stderr)
	}
}
