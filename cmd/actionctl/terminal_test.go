//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/terminal"
)

// display is a terminal that a command writes its results and all else to.
type display struct {
	cols, rows uint16
	host       string
	env        map[string]string
	seen       func(text string) // gets what the terminal shows as it comes
}

// run runs a command and returns all that the terminal was sent.
func (s *display) run(ctx context.Context, t *testing.T, args ...string) (code int, text string) {
	t.Helper()
	master, tty, err := pty.Open()
	require.NoError(t, err)
	require.NoError(t, pty.Setsize(tty, &pty.Winsize{Cols: s.cols, Rows: s.rows}))
	read := make(chan string, 1)
	go func() {
		var all strings.Builder
		buf := make([]byte, 4096)
		for {
			n, err := master.Read(buf)
			all.Write(buf[:n])
			if s.seen != nil {
				s.seen(all.String())
			}
			if err != nil { // the other end is closed
				read <- all.String()
				return
			}
		}
	}()
	getenv := func(key string) string {
		switch key {
		case "DATABRICKS_HOST":
			return s.host
		case "DATABRICKS_TOKEN":
			return "canary"
		}
		return s.env[key]
	}
	code = run(ctx, &streams{In: strings.NewReader(""), Out: tty, Err: tty, Getenv: getenv}, args)
	require.NoError(t, tty.Close())
	text = <-read
	require.NoError(t, master.Close())
	return code, strings.ReplaceAll(text, "\r\n", "\n")
}

// serving answers every request with the same.
func serving(t *testing.T, contentType, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

const (
	listClusters = "get_api_2_1_clusters_list"
	readVolume   = "get_api_2_0_fs_filesby_file_path"
	writeVolume  = "put_api_2_0_fs_filesby_file_path"
)

// nasty is an answer that would clear the screen, name the window and turn text around.
const nasty = `{"clusters": [{"cluster_id": "1122-334455-abcdef12", "cluster_name": "\u001b[2J\u001b]0;owned\u0007` + "\u202e\u009b31m" + `", "state": "RUNNING"}]}`

func TestResultsOnATerminal(t *testing.T) {
	for _, cols := range []uint16{40, 80, 120} {
		s := &display{cols: cols, rows: 24, host: serving(t, "application/json", nasty)}
		for _, format := range []string{"json", "jsonl", "yaml", "table", "csv", "raw"} {
			code, text := s.run(t.Context(), t, "run", "-c", "env", listClusters, "-o", format, "--color", "never")
			assert.Equal(t, exitOK, code, text)
			assert.Contains(t, text, "1122-334455-abcdef12", format)
			assert.Equal(t, terminal.Lines(text), text, "%s: nothing may steer the terminal", format)
			if format == "table" {
				for line := range strings.Lines(text) {
					assert.LessOrEqual(t, terminal.Cells(strings.TrimSpace(line)), int(cols))
				}
			}
		}
	}
}

// A file that is shown is shown harmlessly, unless it is asked for as it is.
func TestBytesOnATerminal(t *testing.T) {
	s := &display{cols: 80, rows: 24, host: serving(t, "application/octet-stream", "a\x1b[2J\xff\n")}
	code, text := s.run(t.Context(), t, "run", "-c", "env", readVolume, "file_path=/Volumes/a/b/c/d")
	assert.Equal(t, exitOK, code)
	assert.Equal(t, "a\\x1b[2J\\xff\n", text)
	_, text = s.run(t.Context(), t, "run", "-c", "env", readVolume, "file_path=/Volumes/a/b/c/d", "--output-file", "-")
	assert.Contains(t, text, "a\x1b[2J\xff\n")
}

func TestColoursOnATerminal(t *testing.T) {
	s := &display{cols: 80, rows: 24, host: serving(t, "application/json", `{"clusters": []}`), env: map[string]string{}}
	for _, tt := range []struct {
		name, key, value string
		args             []string
		want             bool
	}{
		{name: "a terminal", want: true},
		{name: "NO_COLOR", key: "NO_COLOR", value: "1"},
		{name: "dumb", key: "TERM", value: "dumb"},
		{name: "never", args: []string{"--color", "never"}},
		{name: "always", key: "NO_COLOR", value: "1", args: []string{"--color=always"}, want: true},
	} {
		s.env = map[string]string{tt.key: tt.value}
		code, text := s.run(t.Context(), t, append([]string{"run", "-c", "env", listClusters}, tt.args...)...)
		assert.Equal(t, exitOK, code)
		assert.Equal(t, tt.want, strings.Contains(text, "\x1b[34m\"clusters\"\x1b[0m"), "%s: %q", tt.name, text)
		assert.Equal(t, tt.want, strings.Contains(text, "\x1b"), "%s: %q", tt.name, text)
	}
}

func TestPagerForLongText(t *testing.T) {
	s := &display{cols: 80, rows: 24, env: map[string]string{"PAGER": "sed s/^/paged:/"}}
	for _, args := range [][]string{{"list"}, {"search", "cluster"}, {"describe", "post_api_2_1_clusters_create"}} {
		code, text := s.run(t.Context(), t, args...)
		assert.Equal(t, exitOK, code)
		assert.Contains(t, text, "\npaged:", args)
		_, text = s.run(t.Context(), t, append(args, "--no-pager")...)
		assert.NotContains(t, text, "paged:", args)
	}
	code, text := s.run(t.Context(), t, "run", "-c", "sandbox", "get_api_2_2_jobs_get", "job_id=2", "--color", "never")
	assert.Equal(t, exitOK, code)
	assert.Greater(t, strings.Count(text, "\n"), 24)
	assert.NotContains(t, text, "paged:", "results are never paged")
}

const eraseLine = "\r\x1b[K"

// While a long listing goes into a file its progress is on the screen; what stays there
// is nothing.
func TestProgressOfAListing(t *testing.T) {
	pages := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		pages++
		token := fmt.Sprintf(`, "next_page_token": "p%d"`, pages)
		if pages == 3 {
			token = ""
		}
		_, _ = fmt.Fprintf(w, `{"clusters": [{"cluster_id": "a"}, {"cluster_id": "b"}]%s}`, token)
	}))
	defer server.Close()
	s := &display{cols: 80, rows: 24, host: server.URL}
	file := filepath.Join(t.TempDir(), "out.jsonl")
	code, text := s.run(t.Context(), t, "run", "-c", "env", listClusters, "--all", "-o", "jsonl", "--output-file", file)
	assert.Equal(t, exitOK, code)
	assert.True(t, strings.HasPrefix(text, "actionctl: 2 items so far"), "%q", text)
	assert.True(t, strings.HasSuffix(text, eraseLine), "%q", text)
	written, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, 6, strings.Count(string(written), "\n"))
}

func TestProgressOfTransfers(t *testing.T) {
	s := &display{cols: 80, rows: 24, host: serving(t, "application/octet-stream", "x,y\n1,2\n")}
	file := filepath.Join(t.TempDir(), "a.csv")
	code, text := s.run(t.Context(), t, "run", "-c", "env", readVolume, "file_path=/Volumes/a/b/c/d", "--output-file", file)
	assert.Equal(t, exitOK, code)
	assert.Equal(t, "8 B of 8 B (100%) received"+eraseLine, text)

	s.host = serving(t, "application/json", `{}`)
	code, text = s.run(t.Context(), t, "run", "-c", "env", writeVolume, "file_path=/Volumes/a/b/c/d", "data=@"+file, "--color", "never")
	assert.Equal(t, exitOK, code)
	assert.Equal(t, "8 B of 8 B (100%) sent"+eraseLine+"{}\n", text)

	s.env = map[string]string{"TERM": "dumb"}
	_, text = s.run(t.Context(), t, "run", "-c", "env", writeVolume, "file_path=/Volumes/a/b/c/d", "data=@"+file)
	assert.Equal(t, "{}\n", text, "a screen that cannot take anything back")
}

// A call that is waiting to be sent again says so. Whoever reads that need not wait.
func TestPausesAreShown(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "100")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, `{"error_code": "TEMPORARILY_UNAVAILABLE", "message": "busy"}`)
	}))
	defer server.Close()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	const pause = "actionctl: 503 TEMPORARILY_UNAVAILABLE: attempt 2 in 1m40s"
	s := &display{cols: 80, rows: 24, host: server.URL, seen: func(text string) {
		if strings.Contains(text, pause) {
			interrupt()
		}
	}}
	code, text := s.run(ctx, t, "run", "-c", "env", listClusters)
	assert.Equal(t, exitInterrupted, code)
	assert.True(t, strings.HasPrefix(text, pause+eraseLine), "%q", text)
	assert.Equal(t, 1, strings.Count(text, pause), "gone when the error is told: %q", text)
}

// In a pipe there is nothing of all this.
func TestPipesAreQuiet(t *testing.T) {
	host := serving(t, "application/json", nasty)
	for _, format := range []string{"json", "table", "csv", "yaml"} {
		code, stdout, stderr := runAgainst(t.Context(), host, listClusters, "--all", "-o", format)
		assert.Equal(t, exitOK, code)
		assert.Empty(t, stderr)
		assert.NotContains(t, stdout, "\x1b[3")
		assert.NotContains(t, stdout, "…")
	}
}

// A batch has its counts in the live line, as often as they can be read, and at the end
// for good.
func TestProgressOfABatch(t *testing.T) {
	dir := t.TempDir()
	calls := filepath.Join(dir, "calls.jsonl")
	require.NoError(t, os.WriteFile(calls, []byte(`{"action": "get_api_2_1_clusters_list", "id": "a"}`+"\n"), 0o600))
	s := &display{cols: 80, rows: 24}
	code, text := s.run(t.Context(), t, "batch", "-c", "sandbox", calls, "--output-file", filepath.Join(dir, "out.jsonl"))
	assert.Equal(t, exitOK, code, text)
	assert.Regexp(t, `^actionctl: 0 done\r\x1b\[K(actionctl: 1 done, [0-9.]+/s, 100% of the input\r\x1b\[K)?actionctl: 1 call: 1 done\n$`, text)
}
