package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/overheard"
)

// environment is one with a home of its own.
func environment(home string, more ...string) func(string) string {
	env := map[string]string{"HOME": home}
	for i := 0; i+1 < len(more); i += 2 {
		env[more[i]] = more[i+1]
	}
	return func(key string) string { return env[key] }
}

// servedGateway is "actionctl serve" until stop is called; code then has its exit code.
type servedGateway struct {
	url  string
	out  *bufio.Scanner // behind the first line
	log  *overheard.Buffer
	stop func()
	code <-chan int
}

func serveGateway(t *testing.T, getenv func(string) string, args ...string) servedGateway {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, printed := io.Pipe()
	code := make(chan int, 1)
	log := &overheard.Buffer{}
	go func() {
		code <- run(ctx, &streams{In: strings.NewReader(""), Out: printed, Err: log, Getenv: getenv},
			append([]string{"serve", "--listen", "127.0.0.1:0"}, args...))
		_ = printed.Close()
	}()
	line := bufio.NewScanner(out)
	require.True(t, line.Scan(), "%s", log)
	url, ok := strings.CutPrefix(line.Text(), "listening on ")
	require.True(t, ok, line.Text())
	t.Cleanup(stop)
	return servedGateway{url, line, log, stop, code}
}

func (s servedGateway) ask(t *testing.T, path, body string, header ...string) (status int, text string) {
	t.Helper()
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if r.Header.Get("Host") != "" {
		r.Host = r.Header.Get("Host")
	}
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	all, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(all)
}

const clustersCall = `{"connection":"sandbox","action":"get_api_2_1_clusters_list"}`

func TestServeWithoutTokens(t *testing.T) {
	s := serveGateway(t, environment(t.TempDir()), "--no-auth", "--log", "json")
	status, text := s.ask(t, "/v1/run", clustersCall)
	assert.Equal(t, 200, status)
	assert.Contains(t, text, `"clusters"`)
	status, _ = s.ask(t, "/readyz", "")
	assert.Equal(t, 200, status)
	status, _ = s.ask(t, "/v1/run", clustersCall, "Host", "evil.example")
	assert.Equal(t, 421, status)
	status, _ = s.ask(t, "/v1/run", clustersCall, "Origin", "https://evil.example")
	assert.Equal(t, 403, status)
	s.stop()
	assert.Equal(t, exitOK, <-s.code)
	assert.Equal(t, 4, strings.Count(s.log.String(), `"msg":"request"`), "%s", s.log)
}

func TestServeWithTokens(t *testing.T) {
	home := t.TempDir()
	getenv := environment(home, "ACTIONCTL_AUDIT", filepath.Join(home, "audit.jsonl"))
	var secret strings.Builder
	code := run(t.Context(), &streams{In: strings.NewReader(""), Out: &secret, Err: io.Discard, Getenv: getenv},
		[]string{"tokens", "create", "ci", "--connection", "sandbox", "--class", "read"})
	require.Equal(t, exitOK, code)
	bearer := "Bearer " + strings.TrimSpace(secret.String())
	s := serveGateway(t, getenv)
	status, text := s.ask(t, "/v1/run", clustersCall)
	assert.Equal(t, 401, status, text)
	status, text = s.ask(t, "/v1/run", clustersCall, "Authorization", bearer)
	assert.Equal(t, 200, status, text)
	status, text = s.ask(t, "/v1/run", `{"connection":"sandbox","action":"post_api_2_1_clusters_start","params":{"data":{"cluster_id":"example-cluster_id"}}}`, "Authorization", bearer)
	assert.Equal(t, 403, status)
	assert.Contains(t, text, "token ci")
	s.stop()
	assert.Equal(t, exitOK, <-s.code)
	assert.NotContains(t, s.log.String(), strings.TrimPrefix(bearer, "Bearer "))
	records, err := os.ReadFile(filepath.Join(home, "audit.jsonl"))
	require.NoError(t, err)
	assert.Contains(t, string(records), `"front":"gateway","name":"ci"`)
	assert.NotContains(t, string(records), strings.TrimPrefix(bearer, "Bearer "))
}

func TestServeIsNarrowed(t *testing.T) {
	s := serveGateway(t, environment(t.TempDir()), "--no-auth", "--mode", "read_only", "--connection", "s*", "--metrics-listen", "127.0.0.1:0", "--log", "off", "--allowed-host", "any.example")
	require.True(t, s.out.Scan())
	metrics, ok := strings.CutPrefix(s.out.Text(), "metrics on ")
	require.True(t, ok, s.out.Text())
	status, text := s.ask(t, "/v1/run", `{"connection":"sandbox","action":"post_api_2_1_clusters_start","params":{"data":{"cluster_id":"x"}}}`)
	assert.Equal(t, 403, status)
	assert.Contains(t, text, "this gateway refuses this cost action by mode read_only")
	status, _ = s.ask(t, "/healthz", "", "Host", "any.example")
	assert.Equal(t, 200, status)
	s.url = metrics
	status, text = s.ask(t, "", "")
	assert.Equal(t, 200, status)
	assert.Contains(t, text, `actionctl_requests_total{route="run",status="4xx"} 1`)
	s.stop()
	assert.Equal(t, exitOK, <-s.code)
	assert.Empty(t, s.log.String())
}

func TestServeRefusesWhatIsNotSafe(t *testing.T) {
	for args, want := range map[string]string{
		"":                                "there are no active tokens",
		"--listen 0.0.0.0:0":              "would send tokens in the clear",
		"--listen :0 --no-auth":           "--no-auth is for loopback only",
		"--listen [::]:0 --insecure-http": "there are no active tokens",
		"--listen localhost:0 --no-auth --tokens x": "makes no sense beside it",
		"--no-auth --mode all":                      `mode "all" is not one of`,
		"--no-auth --connection [":                  `--connection "[" is no glob`,
		"--no-auth --tls-cert x":                    "go together",
		"--no-auth --tls-cert x --tls-key y":        "cannot be used",
		"--no-auth --log xml":                       `--log "xml" is not one of`,
		"--no-auth --max-calls 0":                   "--max-calls has to be above 0",
		"--no-auth --max-calls-per-token -1":        "--max-calls-per-token has to be",
		"--no-auth --max-waits-per-token -1":        "--max-waits-per-token has to be",
		"--no-auth --allowed-host *":                "lets every page that a browser here opens call the gateway",
		"--no-auth --drain -1s":                     "--drain has to be above 0",
		"--no-auth --listen 256.0.0.1:1":            "--no-auth is for loopback only",
		"--no-auth --metrics-listen 256.0.0.1:1":    "cannot listen on 256.0.0.1:1",
		"--no-auth more":                            "takes no arguments",
	} {
		var stderr strings.Builder
		code := run(t.Context(), &streams{In: strings.NewReader(""), Out: io.Discard, Err: &stderr, Getenv: environment(t.TempDir())},
			append([]string{"serve", "--listen", "127.0.0.1:0"}, strings.Fields(args)...))
		if strings.Contains(args, "--tls-key") {
			assert.Equal(t, exitLocal, code, args)
		} else {
			assert.Equal(t, exitUsage, code, args)
		}
		assert.Contains(t, strings.Join(strings.Fields(stderr.String()), " "), want, args)
	}
}

const initialize = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}`

// Agents come through the same door as all others.
func TestServeAgents(t *testing.T) {
	s := serveGateway(t, environment(t.TempDir()), "--no-auth", "--mcp", "--mode", "read_only")
	accept := []string{"Accept", "application/json, text/event-stream"}
	status, text := s.ask(t, "/mcp", initialize, accept...)
	assert.Equal(t, 200, status)
	assert.Contains(t, text, `"serverInfo"`)
	status, _ = s.ask(t, "/mcp", initialize, append(accept, "Host", "evil.example")...)
	assert.Equal(t, 421, status)
	status, _ = s.ask(t, "/mcp", initialize, append(accept, "Origin", "https://evil.example")...)
	assert.Equal(t, 403, status)
	status, _ = s.ask(t, "/v1/run", clustersCall)
	assert.Equal(t, 200, status)
	s.stop()
	assert.Equal(t, exitOK, <-s.code)
	s = serveGateway(t, environment(t.TempDir()), "--no-auth")
	status, _ = s.ask(t, "/mcp", initialize, accept...)
	assert.Equal(t, 404, status)
}

func TestServeTellsOfRetries(t *testing.T) {
	s := serveGateway(t, environment(t.TempDir(), "ACTIONCTL_SANDBOX_FAULTS", "kind=429,times=1,retry_after=0"), "--no-auth")
	status, _ := s.ask(t, "/v1/run", clustersCall)
	assert.Equal(t, 200, status)
	s.stop()
	assert.Equal(t, exitOK, <-s.code)
	assert.Contains(t, s.log.String(), "msg=retry action=get_api_2_1_clusters_list attempt=1 status=429")
}

// The mode of a gateway bounds agents too: nobody is asked about what it refuses.
func TestServeBoundsAgents(t *testing.T) {
	s := serveGateway(t, environment(t.TempDir()), "--no-auth", "--mcp", "--mode", "delete_safe")
	call := func(action string) string {
		_, text := s.ask(t, "/mcp", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{
			"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},
			"io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}},"name":"run_action",
			"arguments":{"action":"`+action+`","params":{"data":{"cluster_id":"example-cluster_id"}}}}}`,
			"Accept", "application/json, text/event-stream", "Mcp-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "run_action")
		return text
	}
	assert.Contains(t, call("post_api_2_1_clusters_start"), `\"status\":200`)
	refused := call("post_api_2_1_clusters_permanent_delete")
	assert.Contains(t, refused, "this gateway refuses this destructive action by mode delete_safe")
	assert.NotContains(t, refused, "inputRequests")
	s.stop()
	assert.Equal(t, exitOK, <-s.code)
}
