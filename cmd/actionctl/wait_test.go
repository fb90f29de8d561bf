package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
)

const runNow = "post_api_2_2_jobs_run_now"

// runServer is a workspace whose job run tells these states, poll by poll.
func runServer(t *testing.T, polled func(n int), states ...string) *httptest.Server {
	var polls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.HasSuffix(r.URL.Path, "/run-now"):
			_, _ = io.WriteString(w, `{"run_id": 9007199254740993}`)
		case strings.HasSuffix(r.URL.Path, "/get-output"):
			_, _ = io.WriteString(w, `{"error": "division by zero"}`)
		case strings.HasSuffix(r.URL.Path, "/cancel"):
			_, _ = io.WriteString(w, `{}`)
		default:
			n := int(polls.Add(1))
			polled(n)
			_, _ = io.WriteString(w, `{"run_id": 9007199254740993, "state": `+states[min(n, len(states))-1]+`,
				"tasks": [{"task_key": "main", "run_id": 7, "state": {"life_cycle_state": "TERMINATED", "result_state": "FAILED", "state_message": "no"}}]}`)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

const (
	running = `{"life_cycle_state": "RUNNING", "state_message": "In run"}`
	failed  = `{"life_cycle_state": "TERMINATED", "result_state": "FAILED", "state_message": "main failed"}`
)

var quick = []string{"data.job_id=1", "--wait", "--poll-interval", "1ms"}

// elapsed is the time in a line of progress.
var elapsed = regexp.MustCompile(`\([0-9smh]+\)`)

// A failed run: exit code 7, why on stderr, and the run on stdout for scripts to read.
func TestWaitFailure(t *testing.T) {
	server := runServer(t, func(int) {}, running, running, failed)
	code, stdout, stderr := runAgainst(t.Context(), server.URL, runNow, quick...)
	assert.Equal(t, exitFailed, code)
	assert.Contains(t, stdout, `"run_id": 9007199254740993`)
	assert.Contains(t, elapsed.ReplaceAllString(stderr, "(…)"), "actionctl: RUNNING (…): In run\nactionctl: TERMINATED (…): main failed\n"+
		"actionctl: error: "+runNow+": ended in TERMINATED/FAILED: main failed\n  main FAILED: no: division by zero\n")

	server = runServer(t, func(int) {}, failed)
	file := filepath.Join(t.TempDir(), "run.json")
	code, stdout, stderr = runAgainst(t.Context(), server.URL, runNow, append(quick, "-o", "json", "--output-file", file)...)
	assert.Equal(t, exitFailed, code)
	assert.Empty(t, stdout)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.True(t, json.Valid(text))
	var object connector.ErrorObject
	require.NoError(t, json.Unmarshal([]byte(stderr), &object), "nothing but the object: %s", stderr)
	assert.Equal(t, "failed", object.Category)
	assert.Equal(t, "TERMINATED", object.State)
	assert.Equal(t, "FAILED", object.Result)
	assert.Equal(t, []connector.Part{{Name: "main", State: "FAILED", Message: "no", Error: "division by zero", Failed: true}}, object.Parts)
	assert.NotEmpty(t, object.Handle)
}

// An interrupt says how to go on, and what it says works, from an argument, a file and
// standard input.
func TestWaitInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	server := runServer(t, func(n int) {
		if n == 2 {
			interrupt()
		}
	}, running, running, running, `{"life_cycle_state": "TERMINATED", "result_state": "SUCCESS"}`)
	code, stdout, stderr := runAgainst(ctx, server.URL, runNow, quick...)
	assert.Equal(t, exitInterrupted, code)
	assert.Empty(t, stdout)
	_, handle, found := strings.Cut(stderr, "hint: go on waiting with: actionctl wait ")
	require.True(t, found, stderr)
	handle = strings.TrimSpace(handle)
	parsed, err := connector.ParseHandle([]byte(handle))
	require.NoError(t, err)
	inJSON, err := json.Marshal(parsed)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "handle.json")
	require.NoError(t, os.WriteFile(file, append(inJSON, '\n'), 0o600))
	for _, form := range []string{handle, string(inJSON), "@" + file, "-"} {
		code, stdout, stderr = waitOn(t.Context(), server.URL, string(inJSON), form, "--poll-interval", "1ms", "-o", "yaml")
		assert.Equal(t, exitOK, code, stderr)
		assert.Contains(t, stdout, "\nstate:\n  life_cycle_state: TERMINATED\n")
	}
	code, _, stderr = waitOn(t.Context(), "https://other.test", "", handle)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr, "its work runs on "+server.URL)
}

func waitOn(ctx context.Context, host, stdin string, args ...string) (code int, stdout, stderr string) {
	env := map[string]string{"DATABRICKS_HOST": host, "DATABRICKS_TOKEN": "canary"}
	var out, errs strings.Builder
	code = run(ctx, &streams{
		In: strings.NewReader(stdin), Out: &out, Err: &errs, Getenv: func(key string) string { return env[key] },
	}, append([]string{"wait"}, args...))
	return code, out.String(), errs.String()
}

// Work that is to end with the waiting is ended also on an interrupt.
func TestWaitAborted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	server := runServer(t, func(int) { interrupt() }, running)
	code, _, stderr := runAgainst(ctx, server.URL, runNow, append(quick, "--abort-on-cancel")...)
	assert.Equal(t, exitInterrupted, code)
	assert.Contains(t, stderr, "; the service was asked to end the work\n")
}

// An interrupt while standard input is silent ends the command.
func TestWaitForASilentHandle(t *testing.T) {
	silent, never := io.Pipe()
	defer func() { _ = never.Close() }()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	code := run(ctx, &streams{In: silent, Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }}, []string{"wait", "-"})
	assert.Equal(t, exitInterrupted, code)
}

func TestProgressLine(t *testing.T) {
	steps := []connector.Progress{
		{}, {State: "PENDING", Message: "Waiting\nfor a cluster", Elapsed: 1500 * time.Millisecond},
		{State: "PENDING", Message: "Waiting\nfor a cluster", Elapsed: 3 * time.Second},
		{State: "RUNNING", Elapsed: 75 * time.Second},
	}
	tell := func(onScreen, quiet bool) string {
		var b strings.Builder
		p := &progressLine{w: &b, quiet: quiet, stop: func() {}, now: func() time.Time { return time.Time{} }}
		if onScreen {
			p.live = terminal.NewLive(&b, func() int { return 80 }, time.Now)
		}
		for _, step := range steps {
			p.show(step)
		}
		p.clear()
		return b.String()
	}
	assert.Equal(t, "actionctl: waiting (0s)\nactionctl: PENDING (1s): Waiting for a cluster\nactionctl: RUNNING (1m15s)\n", tell(false, false))
	const erase = "\r\x1b[K"
	assert.Equal(t, "actionctl: waiting (0s)"+erase+"actionctl: PENDING (1s): Waiting for a cluster"+erase+
		"actionctl: PENDING (3s): Waiting for a cluster"+erase+"actionctl: RUNNING (1m15s)"+erase, tell(true, false))
	assert.Empty(t, tell(true, true))
	assert.Empty(t, tell(false, true))

	steps = []connector.Progress{{State: strings.Repeat("ä", 100)}}
	assert.Equal(t, "actionctl: "+strings.Repeat("ä", 65)+"…"+erase, tell(true, false))
}
