package audit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{})
	full := audit.Record{
		Time: noon, Call: "a", Phase: audit.Refused, Purpose: audit.Poll,
		Caller:     audit.Caller{Front: audit.MCP, Name: "ci", Agent: "<agent> & \x00", Request: "r-1"},
		Connection: "w", Action: "x", Safety: "cost", Decision: audit.Denied, Rule: `deny "x"`, Params: "0011",
		Status: 503, RequestID: "id", Attempts: 3, Milliseconds: 12, Error: "POLICY_REFUSED",
	}
	require.NoError(t, f.Write(t.Context(), full, true))
	write(t, f, record(1))
	require.NoError(t, f.Err())
	require.NoError(t, f.Close())
	var got []audit.Record
	for r, err := range audit.Read(path, audit.Filter{}) {
		require.NoError(t, err)
		got = append(got, r)
	}
	assert.Equal(t, []audit.Record{full, record(1)}, got)

	text, err := os.ReadFile(path)
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		assert.True(t, json.Valid([]byte(line)), line)
	}
	assert.Contains(t, string(text), "<agent> & ")
	assert.NotContains(t, string(text), "\x00")
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}

func TestTheClosedFile(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{})
	require.NoError(t, f.Close())
	require.NoError(t, f.Close(), "twice is once")
	assert.ErrorContains(t, f.Write(t.Context(), record(1), false), path+": it is closed")
	assert.ErrorContains(t, f.Check(), "it is closed")
	assert.Empty(t, all(t, path))
}

func TestFilesThatCannotBe(t *testing.T) {
	folder := t.TempDir()
	for path, want := range map[string]string{
		folder: "is a directory", filepath.Join(folder, "none", "x"): "no such file",
	} {
		_, err := audit.Open(path, audit.Options{})
		assert.ErrorContains(t, err, "audit file "+path)
		assert.ErrorContains(t, err, want)
	}
}

// Of a path that is a link the file behind it grows, and the link stays one.
func TestLinks(t *testing.T) {
	folder := t.TempDir()
	real, link := filepath.Join(folder, "real"), filepath.Join(folder, "link")
	require.NoError(t, os.Symlink(real, link))
	f := open(t, link, audit.Options{MaxBytes: 1})
	write(t, f, record(0), record(1))
	assert.Equal(t, "link real real.000001", filesBeside(t, link))
	assert.Equal(t, numbered(0, 2), all(t, real))
	assert.Equal(t, numbered(0, 2), all(t, link))

	far := filepath.Join(folder, "far") // of relative links, to a file that is not there yet
	require.NoError(t, os.Symlink("near", far))
	require.NoError(t, os.Symlink("new", filepath.Join(folder, "near")))
	write(t, open(t, far, audit.Options{MaxBytes: 1}), record(2), record(3))
	assert.Equal(t, numbered(2, 4), all(t, filepath.Join(folder, "new")))

	circle := filepath.Join(folder, "circle")
	require.NoError(t, os.Symlink("circle", circle))
	_, err := audit.Open(circle, audit.Options{})
	assert.ErrorContains(t, err, "too many levels of symbolic links")
}

// The program may go elsewhere.
func TestRelativePaths(t *testing.T) {
	t.Chdir(t.TempDir())
	f := open(t, "audit.jsonl", audit.Options{})
	path, err := filepath.Abs("audit.jsonl")
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	write(t, f, record(0))
	assert.Equal(t, numbered(0, 1), all(t, path))
}

// A program that was killed while it wrote leaves part of a line, and so does a power
// failure. The next record stands on a line of its own, and nothing is lost in silence.
func TestCutLines(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{})
	write(t, f, record(0))
	appendText(t, path, `{"time":"2026-01`)
	calls, notes := callsOf(t, audit.Read(path, audit.Filter{}))
	assert.Equal(t, numbered(0, 1), calls)
	require.Len(t, notes, 1)
	assert.ErrorIs(t, notes[0], audit.ErrCut)
	assert.EqualError(t, notes[0], path+": line 2: the line is cut off")

	write(t, f, record(1))
	write(t, open(t, path, audit.Options{}), record(2))
	appendText(t, path, strings.Repeat("\x00", 100)+"\n"+strings.Repeat("x", 1<<17)+"\n[]\n{}\n\n")
	write(t, f, record(3))
	calls, notes = callsOf(t, audit.Read(path, audit.Filter{}))
	assert.Equal(t, numbered(0, 4), calls)
	require.Len(t, notes, 5)
	for i, want := range []string{"line 2: the line is no record: unexpected end", "line 5: the line is no record", "line 6: the line is longer than 65536 bytes", "line 7: the line is no record", "line 8: the line is no record: call, phase or time is missing"} {
		assert.ErrorContains(t, notes[i], want)
		assert.NotErrorIs(t, notes[i], audit.ErrCut)
	}
}
