//go:build unix

package main

import (
	"context"
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
)

const (
	deleteApp = "delete_api_2_0_apps_by_name"
	shareJob  = "put_api_2_0_permissions_jobs_by_job_id"
)

// desk is a person at a terminal, and a workspace that counts what reaches it.
type desk struct {
	requests int
	env      map[string]string
}

func newDesk(t *testing.T, policy string) *desk {
	t.Helper()
	d := &desk{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		d.requests++
		_, _ = io.WriteString(w, "{}")
	}))
	t.Cleanup(server.Close)
	file := filepath.Join(t.TempDir(), "connections.yaml")
	text := "connections: {prod: {host: \"" + server.URL + "\", auth: {token: env:TOKEN}, policy: " + policy + "}}\n"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	d.env = map[string]string{"ACTIONCTL_CONNECTIONS": file, "TOKEN": "canary"}
	return d
}

// run runs a command in front of the terminal, where somebody has typed something.
func (d *desk) run(ctx context.Context, t *testing.T, typed string, args ...string) (code int, screen string) {
	t.Helper()
	person, tty, err := pty.Open()
	require.NoError(t, err)
	seen := make(chan string, 1)
	go func() {
		text, _ := io.ReadAll(person) // ends with an error when the terminal is closed
		seen <- string(text)
	}()
	_, err = io.WriteString(person, typed)
	require.NoError(t, err)
	var out strings.Builder
	code = run(ctx, &streams{In: tty, Out: &out, Err: tty, Getenv: func(key string) string { return d.env[key] }}, append([]string{"run"}, args...))
	require.NoError(t, tty.Close())
	screen = <-seen
	require.NoError(t, person.Close())
	return code, strings.ReplaceAll(screen, "\r\n", "\n")
}

// oneLine is a text without its line breaks.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestDestructiveActionsWantTheNameTyped(t *testing.T) {
	d := newDesk(t, "{}")
	code, screen := d.run(t.Context(), t, "y\n", "-c", "prod", deleteApp, "name=my-app")
	assert.Equal(t, exitLocal, code)
	assert.Contains(t, screen, deleteApp+" on prod (http://127.0.0.1:")
	assert.Contains(t, oneLine(screen), "is destructive: what is gone cannot be brought back through the API.")
	assert.Contains(t, screen, "\n    what is gone", "no wider than the screen, broken between words")
	assert.Contains(t, screen, "  name=my-app\nType my-app to go on: ")
	assert.Contains(t, screen, "not confirmed; nothing was sent")
	assert.Zero(t, d.requests)

	code, screen = d.run(t.Context(), t, "my-app\n", "-c", "prod", deleteApp, "name=my-app")
	assert.Equal(t, exitOK, code, screen)
	assert.Equal(t, 1, d.requests)
}

func TestPrivilegedActionsWantAYes(t *testing.T) {
	d := newDesk(t, "{}")
	for typed, want := range map[string]int{"n\n": exitLocal, "\n": exitLocal, "\x04": exitLocal, "y\n": exitOK, "Yes\n": exitOK} {
		d.requests = 0
		code, screen := d.run(t.Context(), t, typed, "-c", "prod", shareJob, "job_id=1", "--data", "{}")
		assert.Equal(t, want, code, "%q: %s", typed, screen)
		assert.Contains(t, screen, "Go on? [y/N] ")
		assert.Equal(t, want == exitOK, d.requests == 1, "%q", typed)
	}
}

func TestNobodyIsAskedInVain(t *testing.T) {
	d := newDesk(t, "{}")
	for name, args := range map[string][]string{
		"it reads":       {"-c", "prod", "get_api_2_2_jobs_list"},
		"--yes":          {"-c", "prod", "--yes", deleteApp, "name=my-app"},
		"-y":             {"-y", "-c", "prod", deleteApp, "name=my-app"},
		"the sandbox":    {"-c", "sandbox", deleteApp, "name=example-name"},
		"a dry run":      {"-c", "prod", "--dry-run", deleteApp, "name=my-app"},
		"invalid":        {"-c", "prod", deleteApp, "nme=my-app"},
		"a missing file": {"-c", "prod", deleteApp, "name=@missing"},
	} {
		_, screen := d.run(t.Context(), t, "", args...)
		assert.NotContains(t, screen, "to go on", name)
	}
	d = newDesk(t, "{mode: safe}")
	code, screen := d.run(t.Context(), t, "", "-c", "prod", deleteApp, "name=my-app")
	assert.Equal(t, exitPolicy, code)
	assert.NotContains(t, screen, "to go on", "it is refused whatever the answer")
}

func TestThePolicySaysWhatIsAsked(t *testing.T) {
	d := newDesk(t, "{confirm: [cost]}")
	startJob := []string{"-c", "prod", "post_api_2_2_jobs_run_now", "data.job_id=7"}
	code, screen := d.run(t.Context(), t, "y\n", startJob...)
	assert.Equal(t, exitOK, code, screen)
	assert.Contains(t, oneLine(screen), "is cost: it starts or enlarges compute, or starts a run. data.job_id=7 Go on? [y/N]")

	d.env["CI"] = "true" // a terminal nobody sits at
	code, screen = d.run(t.Context(), t, "", startJob...)
	assert.Equal(t, exitPolicy, code)
	assert.Contains(t, screen, "--yes on the command line")
}

func TestAQuestionHoldsNoSecretsAndStandardInputIsNotTakenTwice(t *testing.T) {
	d := newDesk(t, "{}")
	_, screen := d.run(t.Context(), t, "n\n", "-c", "prod", "post_api_2_0_secrets_put", "data.scope=s", "data.key=k", "data.string_value=hunter22222")
	assert.Contains(t, screen, "data.key=k")
	assert.NotContains(t, screen, "hunter22222")

	code, screen := d.run(t.Context(), t, "{}\n\x04", "-c", "prod", shareJob, "job_id=1", "--data", "-")
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, screen, "standard input was read for --data; add --yes")
}

func TestAnInterruptEndsTheQuestion(t *testing.T) {
	d := newDesk(t, "{}")
	ctx, stop := context.WithCancel(t.Context())
	d.env["TOKEN"] = "canary"
	getenv := d.env
	person, tty, err := pty.Open()
	require.NoError(t, err)
	defer func() { _ = person.Close() }()
	go func() {
		var b [1]byte
		for { // once the question is there
			if _, err := person.Read(b[:]); err != nil || b[0] == ':' {
				stop()
				return
			}
		}
	}()
	code := run(ctx, &streams{In: tty, Out: io.Discard, Err: tty, Getenv: func(key string) string { return getenv[key] }},
		[]string{"run", "-c", "prod", deleteApp, "name=my-app"})
	assert.Equal(t, exitInterrupted, code)
	assert.Zero(t, d.requests)
	require.NoError(t, tty.Close())
}
