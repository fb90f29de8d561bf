package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/terminal"
)

// answers is a workspace that refuses everything in the same way.
func answers(t *testing.T, status int, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestErrorsSayWhatToDoNext(t *testing.T) {
	for _, tt := range []struct {
		status      int
		code        string
		args        []string
		means, next string
	}{
		{404, "RESOURCE_DOES_NOT_EXIST", []string{"get_api_2_1_clusters_get", "cluster_id=x"}, "there is nothing of this id", "actionctl run -c once get_api_2_1_clusters_list"},
		{404, "RESOURCE_DOES_NOT_EXIST", []string{"post_api_2_0_sql_statements", "data.statement=x", "data.warehouse_id=x"}, "there is nothing of this id", "actionctl run -c once get_api_2_0_sql_warehouses"},
		{404, "RESOURCE_DOES_NOT_EXIST", []string{"get_api_2_1_unity_catalog_tables_by_full_name", "full_name=a.b.c"}, "there is nothing of this id", "actionctl run -c once get_api_2_1_unity_catalog_tables catalog_name=… schema_name=…"},
		{404, "ENDPOINT_NOT_FOUND", []string{"get_api_2_0_workspace_conf", "keys=x"}, "this workspace does not have this API", ""},
		{409, "RESOURCE_ALREADY_EXISTS", []string{"post_api_2_0_apps", "data.name=x"}, "something has this name already", "actionctl run -c once get_api_2_0_apps"},
		{400, "INVALID_STATE", []string{"post_api_2_1_clusters_start", "data.cluster_id=x"}, "not in a state", "actionctl run -c once get_api_2_1_clusters_get cluster_id=x"},
		{400, "INVALID_PARAMETER_VALUE", []string{"post_api_2_2_jobs_run_now", "data.job_id=1"}, "does not take a value", "actionctl describe post_api_2_2_jobs_run_now"},
		{400, "INVALID_PARAMETER_VALUE", []string{"get_api_2_0_sql_warehouses"}, "does not take a value", "actionctl describe get_api_2_0_sql_warehouses"},
		{403, "PERMISSION_DENIED", []string{"get_api_2_2_jobs_list"}, "the caller may not do this", "actionctl connections test once"},
		{401, "", []string{"get_api_2_2_jobs_list"}, "does not know who is calling", "actionctl connections test once"},
		{429, "REQUEST_LIMIT_EXCEEDED", []string{"get_api_2_2_jobs_list"}, "too many requests", ""},
		{503, "", []string{"get_api_2_2_jobs_list"}, "an outage that passes", ""},
	} {
		body, err := json.Marshal(map[string]string{"error_code": tt.code, "message": "no"})
		require.NoError(t, err)
		host := answers(t, tt.status, string(body))
		_, _, stderr := runOnce(t, host, tt.args[0], tt.args[1:]...)
		assert.Contains(t, stderr, "\n  meaning: ", tt.code)
		assert.Contains(t, stderr, tt.means, tt.code)
		if tt.next == "" {
			assert.NotContains(t, stderr, "next: ", tt.code)
		} else {
			assert.Contains(t, stderr, "\n  next: "+tt.next+"\n", tt.code)
		}
		_, _, stderr = runOnce(t, host, tt.args[0], append(tt.args[1:], "-o", "json")...)
		var o struct {
			Means string
			Next  []string
		}
		require.NoError(t, json.Unmarshal([]byte(stderr), &o), stderr)
		assert.Contains(t, o.Means, tt.means)
		assert.Equal(t, tt.next, strings.Join(o.Next, "|"))
	}
}

// The next command shows no secret of the call that failed.
func TestNextCommandsShowNoSecrets(t *testing.T) {
	host := answers(t, 404, `{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no scope"}`)
	_, _, stderr := runOnce(t, host, "post_api_2_0_secrets_put", "data.scope=s", "data.key=k", "data.string_value=hunter22222")
	assert.Contains(t, stderr, "next: actionctl run -c once get_api_2_0_secrets_list scope=s\n")
	assert.NotContains(t, stderr, "hunter")
}

// What a service says cannot steer the terminal.
func TestErrorsCannotSteerTheTerminal(t *testing.T) {
	message, err := json.Marshal("a\x1b[2Jb\r\x07\u009b31m\u202ecod.exe")
	require.NoError(t, err)
	host := answers(t, 400, `{"error_code":"BAD\u001b[2J","message":`+string(message)+`,"details":[
		{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"R\u001b[2J"},
		{"@type":"type.googleapis.com/google.rpc.BadRequest","field_violations":[{"field":"f\u001b","description":"d\u202e"}]}]}`)
	_, _, stderr := runOnce(t, host, "get_api_2_2_jobs_list")
	assert.Equal(t, terminal.Lines(stderr), stderr)
	assert.Contains(t, stderr, "cod.exe")
}

func TestWrapped(t *testing.T) {
	const line = "  hint: one two three four five"
	assert.Equal(t, line, wrapped(line, 0))
	assert.Equal(t, line, wrapped(line, 80))
	assert.Equal(t, "  hint: one two\n      three four\n      five", wrapped(line, 16))
	assert.Equal(t, "  next: actionctl run a b c d e f", wrapped("  next: actionctl run a b c d e f", 16), "it is there to be copied")
	assert.Equal(t, "actionctl: error:\n    äääääääää\n    ööööööö", wrapped("actionctl: error: äääääääää ööööööö", 18))
}
