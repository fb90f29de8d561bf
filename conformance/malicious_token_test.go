package conformance

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// guarded are the calls that need a token, with the bodies that they would take.
var guarded = []struct{ method, path, body string }{
	{"POST", "/v1/run", createJob},
	{"POST", "/v1/plan", createJob},
	{"POST", "/v1/wait", createJob},
	{"POST", "/v1/items", `{"connection":"work","action":"get_api_2_2_jobs_list"}`},
	{"POST", "/v1/batch", createJob + "\n"},
	{"POST", "/v1/upload?connection=work&action=put_api_2_0_fs_filesby_file_path&params=%7B%7D", "bytes"},
	{"GET", "/v1/actions", ""},
	{"GET", "/v1/actions/get_api_2_2_jobs_list", ""},
	{"GET", "/v1/connections", ""},
	{"GET", "/connectors/connections", ""},
	{"GET", "/connectors/connection/work/actions", ""},
	{"GET", "/connectors/connection/work/action/get_api_2_2_jobs_list", ""},
	{"POST", "/connectors/connection/work/execute", `{"connectionName":"work","actionName":"post_api_2_2_jobs_create"}`},
	{"POST", "/mcp", `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`},
	{"GET", "/metrics", ""},
}

// Who has no good token gets the same answer everywhere, whatever is wrong with it.
func TestWithoutAToken(t *testing.T) {
	p := newPrey(t, "--mcp")
	revoked := p.bench.token(t, "gone", "--connection", work)
	p.bench.actionctl(t, "tokens", "revoke", "gone")
	id, _, _ := strings.Cut(strings.TrimPrefix(p.writer, "act_"), "_")
	for name, header := range map[string]string{
		"none":              "",
		"unknown":           "Bearer act_aaaaaaaa_" + strings.Repeat("a", 52),
		"of another's id":   "Bearer act_" + id + "_" + strings.Repeat("a", 52),
		"cut":               "Bearer " + p.writer[:len(p.writer)-1],
		"longer":            "Bearer " + p.writer + "a",
		"revoked":           "Bearer " + revoked,
		"as a password":     "Basic " + p.writer,
		"without a scheme":  p.writer,
		"empty":             "Bearer ",
		"huge":              "Bearer " + strings.Repeat("a", 40_000),
		"the workspace's":   "Bearer " + p.bench.secret,
		"with a null byte":  "Bearer null",
		"two in one header": "Bearer aaaa, Bearer " + p.writer,
	} {
		t.Run(name, func(t *testing.T) {
			for _, call := range guarded {
				got := p.ask(t, call.method, call.path, "", call.body, func(r *http.Request) {
					if header != "" {
						r.Header.Set("Authorization", header)
					}
				})
				assert.Equal(t, http.StatusUnauthorized, got.status, "%s %s: %s", call.method, call.path, got.body)
				assert.Contains(t, got.header.Get("WWW-Authenticate"), "Bearer", "%s %s", call.method, call.path)
			}
		})
	}
	got := p.ask(t, "POST", "/v1/run?token="+p.writer+"&access_token="+p.writer, "", createJob, nil)
	assert.Equal(t, http.StatusUnauthorized, got.status, "a token in the address")
	p.unharmed(t)
}

// A token that is revoked while the gateway runs is of no more use.
func TestRevokedWhileServing(t *testing.T) {
	p := newPrey(t)
	require.Equal(t, http.StatusOK, p.ask(t, "GET", "/v1/connections", p.writer, "", nil).status)
	p.bench.actionctl(t, "tokens", "revoke", "writer")
	require.Eventually(t, func() bool {
		return p.ask(t, "GET", "/v1/connections", p.writer, "", nil).status == http.StatusUnauthorized
	}, patience, 50*time.Millisecond)
	p.unharmed(t)
}

// More than one Authorization header leaves open who calls.
func TestTwoTokens(t *testing.T) {
	p := newPrey(t)
	for _, second := range []string{p.reader, "wrong"} {
		got := p.raw(t, fmt.Sprintf("GET /v1/connections HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nAuthorization: Bearer %s\n\n",
			p.address(t), p.writer, second))
		assert.Equal(t, http.StatusBadRequest, got.status, "%s", got.body)
	}
	p.unharmed(t)
}
