package audit_test

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

var noon = time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)

// record is the n-th of a test: its call is its name, a second after the one before.
func record(n int) audit.Record {
	return audit.Record{
		Time: noon.Add(time.Duration(n) * time.Second), Call: fmt.Sprintf("call-%05d", n), Phase: audit.End,
		Caller: audit.Caller{Front: audit.Library}, Connection: "w", Action: "get_api_2_2_jobs_get", Safety: "read", Decision: audit.Allowed,
	}
}

func pathIn(t testing.TB) string { return filepath.Join(t.TempDir(), "audit.jsonl") }

func open(t testing.TB, path string, o audit.Options) *audit.File {
	t.Helper()
	f, err := audit.Open(path, o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func write(t testing.TB, f *audit.File, records ...audit.Record) {
	t.Helper()
	for _, r := range records {
		require.NoError(t, f.Write(t.Context(), r, false))
	}
}

// callsOf are the calls of records, and the notes between them.
func callsOf(t testing.TB, records iter.Seq2[audit.Record, error]) (calls []string, notes []error) {
	t.Helper()
	for r, err := range records {
		if err != nil {
			notes = append(notes, err)
			continue
		}
		calls = append(calls, r.Call)
	}
	return calls, notes
}

// all are the calls of a file in which every line is a record.
func all(t testing.TB, path string) []string {
	t.Helper()
	calls, notes := callsOf(t, audit.Read(path, audit.Filter{}))
	assert.Empty(t, notes)
	return calls
}

func numbered(from, to int) []string {
	var names []string
	for n := from; n < to; n++ {
		names = append(names, record(n).Call)
	}
	return names
}

func appendText(t testing.TB, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
	require.NoError(t, err)
	_, err = f.WriteString(text)
	require.NoError(t, err)
	require.NoError(t, f.Close())
}

// filesBeside are the names of all files in the folder of a path.
func filesBeside(t testing.TB, path string) string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}
