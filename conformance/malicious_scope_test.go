package conformance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A token runs no class of action that its scope leaves out, by whatever route.
func TestBeyondTheClass(t *testing.T) {
	p := newPrey(t)
	for path, body := range map[string]string{
		"/v1/run":  createJob,
		"/v1/wait": `{"connection":"work","action":"post_api_2_2_jobs_run_now","params":{"data":{"job_id":1}}}`,
	} {
		got := p.ask(t, "POST", path, p.reader, body, nil)
		assert.Equal(t, http.StatusForbidden, got.status, "%s: %s", path, got.body)
	}
	got := p.ask(t, "POST", "/v1/upload?connection=work&action=put_api_2_0_fs_filesby_file_path&params=%7B%22file_path%22%3A%22%2FVolumes%2Fa%2Fb%2Fc%22%7D", p.reader, "bytes",
		func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") })
	assert.Equal(t, http.StatusForbidden, got.status, "%s", got.body)
	got = p.ask(t, "POST", "/v1/batch", p.reader, createJob+"\n"+createJob+"\n", func(r *http.Request) {
		r.Header.Set("Content-Type", "application/x-ndjson")
	})
	assert.Equal(t, 2, strings.Count(string(got.body), "POLICY_REFUSED"), "%d %s", got.status, got.body)
	got = p.ask(t, "POST", "/connectors/connection/work/execute", p.reader,
		`{"connectionName":"work","actionName":"post_api_2_2_jobs_create","parameters":{"data":{"name":"x"}}}`, nil)
	assert.Contains(t, string(got.body), `"status":"error"`)
	p.unharmed(t)
}

// To a token a connection out of its scope is one that does not exist.
func TestOtherConnection(t *testing.T) {
	p := newPrey(t)
	for _, route := range []struct{ path, body string }{
		{"/v1/run", `{"connection":"NAME","action":"get_api_2_2_jobs_list"}`},
		{"/v1/plan", `{"connection":"NAME","action":"get_api_2_2_jobs_list"}`},
		{"/v1/wait", `{"connection":"NAME","action":"post_api_2_2_jobs_run_now","params":{"data":{"job_id":1}}}`},
		{"/v1/items", `{"connection":"NAME","action":"get_api_2_2_jobs_list"}`},
		{"/v1/batch", `{"connection":"NAME","action":"get_api_2_2_jobs_list"}` + "\n"},
		{"/connectors/connection/NAME/execute", `{"connectionName":"NAME","actionName":"get_api_2_2_jobs_list"}`},
	} {
		ask := func(name string) reply {
			return p.ask(t, "POST", strings.ReplaceAll(route.path, "NAME", name), p.writer, strings.ReplaceAll(route.body, "NAME", name), func(r *http.Request) {
				if route.path == "/v1/batch" {
					r.Header.Set("Content-Type", "application/x-ndjson")
				}
			})
		}
		missing := ask("nowhere")
		require.NotEmpty(t, missing.body)
		for _, name := range []string{vault, "sandbox", "env"} {
			got := ask(name)
			assert.Equal(t, missing.status, got.status, "%s %s: %s", route.path, name, got.body)
			assert.Equal(t, neutral(string(missing.body), "nowhere"), neutral(string(got.body), name), "%s", route.path)
		}
	}
	for _, path := range []string{"/v1/connections", "/connectors/connections"} {
		got := p.ask(t, "GET", path, p.writer, "", nil)
		assert.Contains(t, string(got.body), work)
		assert.NotContains(t, string(got.body), vault, "%s", path)
	}
	p.unharmed(t)
}

// neutral takes out of a text what differs from request to request.
func neutral(body, name string) string {
	return requestID.ReplaceAllString(strings.ReplaceAll(body, name, "NAME"), "ID")
}

// Only a token that may confirm can say that somebody said yes.
func TestConfirmedByNobody(t *testing.T) {
	p := newPrey(t)
	got := p.ask(t, "POST", "/v1/run", p.writer, strings.Replace(createJob, "{", `{"confirmed":true,`, 1), nil)
	assert.Equal(t, http.StatusForbidden, got.status, "%s", got.body)
	p.unharmed(t)
}

// Metrics are for tokens that may read them.
func TestMetricsWithoutTheScope(t *testing.T) {
	p := newPrey(t)
	got := p.ask(t, "GET", "/metrics", p.writer, "", nil)
	assert.Equal(t, http.StatusForbidden, got.status, "%s", got.body)
	p.unharmed(t)
}
