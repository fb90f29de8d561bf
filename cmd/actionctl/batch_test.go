package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
	"github.com/actionctl/connector/internal/overheard"
	"github.com/actionctl/connector/internal/terminal"
)

// workspaceOf serves a handler as connection env.
func workspaceOf(t *testing.T, serve http.HandlerFunc) func(string) string {
	t.Helper()
	server := httptest.NewServer(serve)
	t.Cleanup(server.Close)
	home := t.TempDir()
	return func(name string) string {
		return map[string]string{"DATABRICKS_HOST": server.URL, "DATABRICKS_TOKEN": "t", "HOME": home}[name]
	}
}

const threeCalls = `{"action":"get_api_2_1_clusters_list"}

{"action":"get_api_2_1_clusters_list"}
{"action":"get_api_2_1_clusters_list"}
`

// After an interrupt nothing more is started; what runs may come to its end, and what
// does not is ended. The output stays whole lines, and what to do next is said.
func TestBatchInterrupted(t *testing.T) {
	for name, c := range map[string]struct {
		grace   time.Duration
		twice   bool
		outcome string
	}{
		"and what runs comes to its end": {time.Hour, false, "done"},
		"and what runs does not end":     {0, false, "failed"},
		"and again":                      {time.Hour, true, "failed"},
	} {
		t.Run(name, func(t *testing.T) {
			came, let := make(chan struct{}), make(chan struct{})
			getenv := workspaceOf(t, func(w http.ResponseWriter, r *http.Request) {
				came <- struct{}{}
				select {
				case <-let:
				case <-r.Context().Done():
				}
				_, _ = io.WriteString(w, `{}`)
			})
			in, more := io.Pipe()
			defer func() { _ = more.Close() }()
			go func() { _, _ = io.WriteString(more, threeCalls) }() // and then silence
			ctx, interrupt := context.WithCancel(t.Context())
			var out, said overheard.Buffer
			a := &app{streams: &streams{In: in, Out: &out, Err: &said, Getenv: getenv}, grace: c.grace}
			a.interrupts = func() (<-chan os.Signal, func()) {
				again := make(chan os.Signal, 1)
				if c.twice {
					again <- os.Interrupt
				}
				return again, func() {}
			}
			root := a.newRoot()
			root.SetArgs([]string{"batch", "-", "--concurrency", "2"})
			code := make(chan int, 1)
			go func() { code <- a.report(ctx, root.ExecuteContext(ctx)) }()
			<-came
			<-came
			interrupt()
			if c.outcome == "done" {
				close(let)
			}
			assert.Equal(t, exitInterrupted, <-code)
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			require.Len(t, lines, 2, out.String())
			for _, line := range lines {
				var l struct{ Outcome string }
				require.NoError(t, json.Unmarshal([]byte(line), &l))
				assert.Equal(t, c.outcome, l.Outcome)
			}
			assert.Contains(t, said.String(), "the first line without an answer is 4")
		})
	}
}

// A reader that goes away ends the batch, and what was done is in the journal.
func TestBatchWhoseOutputBreaks(t *testing.T) {
	getenv := workspaceOf(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{}`) })
	journal := filepath.Join(t.TempDir(), "j")
	var said overheard.Buffer
	s := &streams{In: strings.NewReader(strings.Repeat(threeCalls, 100)), Out: failingWriter{}, Err: &said, Getenv: getenv}
	assert.Equal(t, exitLocal, run(t.Context(), s, []string{"batch", "-", "--concurrency", "1", "--journal", journal}))
	assert.Contains(t, said.String(), "short write")
	assert.Contains(t, said.String(), "the results of ")
	assert.Contains(t, said.String(), " of them could not be written")
	assert.Contains(t, said.String(), "go on with the same command")
	j, err := batch.OpenJournal(journal)
	require.NoError(t, err)
	r, err := j.Begin("1")
	require.NoError(t, err)
	assert.Equal(t, connector.JournalDone, r.State)
	assert.Less(t, j.Len(), 10, "nothing more is started")
	require.NoError(t, j.Close())
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// Work that goes on is waited for by the next run, and who reads the totals is told.
func TestBatchWhoseWorkGoesOn(t *testing.T) {
	getenv := workspaceOf(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/run-now") {
			w.WriteHeader(http.StatusForbidden) // the state may not be asked for just now
		}
		_, _ = io.WriteString(w, `{"run_id": 7}`)
	})
	const call = `{"action":"` + runNow + `","params":{"data":{"job_id":1}},"wait":true}`
	journal := filepath.Join(t.TempDir(), "j")
	var said overheard.Buffer
	s := &streams{In: strings.NewReader(call), Out: io.Discard, Err: &said, Getenv: getenv}
	assert.Equal(t, exitFailed, run(t.Context(), s, []string{"batch", "-", "-c", "env", "--journal", journal}))
	assert.Equal(t, "actionctl: 1 call: 0 done, 1 unknown\nactionctl: work goes on; wait for it with the same command: "+journal+" knows it\n", said.String())
}

// A line of results that a kill cut in two does not spoil the next.
func TestBatchAddsToTornResults(t *testing.T) {
	getenv := workspaceOf(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{}`) })
	dir := t.TempDir()
	results := filepath.Join(dir, "results")
	require.NoError(t, os.WriteFile(results, []byte("{}\n{\"id\":1,\"ac"), 0o600))
	s := &streams{In: strings.NewReader(threeCalls), Out: io.Discard, Err: io.Discard, Getenv: getenv}
	assert.Equal(t, exitOK, run(t.Context(), s, []string{"batch", "-", "--ordered", "--journal", filepath.Join(dir, "j"), "--output-file", results}))
	text, err := os.ReadFile(results)
	require.NoError(t, err)
	lines := strings.Split(string(text), "\n")
	require.Len(t, lines, 6)
	assert.Equal(t, `{"id":1,"ac`, lines[1])
	assert.Contains(t, lines[2], `{"id":1,"action":`)
}

func TestBatchProgress(t *testing.T) {
	var said bytes.Buffer
	now := time.Unix(0, 0)
	clock := func() time.Time { return now }
	p := &batchProgress{w: &said, live: terminal.NewLive(&said, func() int { return 80 }, clock), began: now, now: clock}
	now = now.Add(2 * time.Second)
	p.update("3 done", 3, 0, 0)
	assert.Contains(t, said.String(), "actionctl: 3 done, 1.5/s")
	now = now.Add(2 * time.Second)
	p.update("8 done, 1 failed", 9, 50, 200)
	assert.Contains(t, said.String(), "actionctl: 8 done, 1 failed, 2.2/s, 25% of the input")
	p.clear()
	p.live = nil // no terminal
	said.Reset()
	p.update("9 done", 9, 0, 0)
	p.clear()
	assert.Empty(t, said.String())
}
