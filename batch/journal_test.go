package batch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
)

func journalIn(t testing.TB) string { return filepath.Join(t.TempDir(), "journal") }

func open(t testing.TB, name string) *batch.Journal {
	t.Helper()
	j, err := batch.OpenJournal(name)
	require.NoError(t, err)
	t.Cleanup(func() { _ = j.Close() })
	return j
}

// write writes records into a journal and closes it.
func write(t testing.TB, name string, records ...connector.JournalRecord) {
	t.Helper()
	j := open(t, name)
	for _, r := range records {
		require.NoError(t, j.Write(r))
	}
	require.NoError(t, j.Close())
}

func record(id string, state connector.JournalState) connector.JournalRecord {
	return connector.JournalRecord{ID: id, Call: "print of " + id, State: state}
}

var oddIDs = []string{"a", "7", `quo"te`, `back\slash`, "é\n\x00", strings.Repeat("long", 256), "<&>"}

func TestJournalRemembers(t *testing.T) {
	name := journalIn(t)
	var records []connector.JournalRecord
	for _, id := range oddIDs {
		started := record(id, connector.JournalStarted)
		started.Key, started.Handle = "key "+id, []byte(`{"version":1}`)
		done := record(id, connector.JournalDone)
		done.Status = 201
		records = append(records, started, done)
	}
	write(t, name, records...)
	write(t, name, record("a", connector.JournalAgain))
	j := open(t, name)
	assert.Equal(t, len(oddIDs), j.Len())
	for i, id := range oddIDs {
		got, err := j.Begin(id)
		require.NoError(t, err)
		want := records[2*i+1]
		if id == "a" {
			want = record("a", connector.JournalAgain)
		}
		assert.Equal(t, want, got, "the last record counts")
		_, err = j.Begin(id)
		assert.ErrorIs(t, err, connector.ErrDuplicateID)
	}
	got, err := j.Begin("new")
	require.NoError(t, err)
	assert.Zero(t, got)
	_, err = j.Begin("new")
	assert.ErrorIs(t, err, connector.ErrDuplicateID)
}

func TestJournalKeepsKeyAndHandle(t *testing.T) {
	name := journalIn(t)
	r := record("a", connector.JournalStarted)
	r.Key, r.Handle, r.Status, r.Code = "k", []byte(`{"poll":{"run_id":9007199254740993}}`), 500, "C"
	write(t, name, r)
	got, err := open(t, name).Begin("a")
	require.NoError(t, err)
	assert.Equal(t, r, got)
}

func TestJournalFileIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are another matter on Windows")
	}
	name := journalIn(t)
	write(t, name)
	info, err := os.Stat(name)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

// Every cut of the file leaves a journal that knows all whole records, as a kill in the
// middle of a write does.
func TestTornJournals(t *testing.T) {
	name := journalIn(t)
	write(t, name, record("a", connector.JournalStarted), record("b", connector.JournalDone), record("a", connector.JournalUnknown))
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	for cut := range len(whole) + 1 {
		torn := filepath.Join(t.TempDir(), "torn")
		require.NoError(t, os.WriteFile(torn, whole[:cut], 0o600))
		ids := map[string]bool{}
		for i, line := range strings.Split(string(whole[:cut]), "\n") {
			if ended := i < strings.Count(string(whole[:cut]), "\n"); ended && i > 0 {
				ids[strings.Split(line, `"`)[3]] = true
			}
		}
		j, err := batch.OpenJournal(torn)
		require.NoError(t, err, "cut at %d", cut)
		assert.Equal(t, len(ids), j.Len(), "cut at %d", cut)
		require.NoError(t, j.Write(record("c", connector.JournalDone)))
		require.NoError(t, j.Close())
		got, err := open(t, torn).Begin("c")
		require.NoError(t, err)
		assert.Equal(t, record("c", connector.JournalDone), got)
	}
}

// Every other change of a byte is found, and named by its line.
func TestDamagedJournals(t *testing.T) {
	name := journalIn(t)
	write(t, name, record("a", connector.JournalStarted), record("b", connector.JournalDone))
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	lines := strings.SplitAfter(string(whole), "\n")
	for at := range whole {
		damaged := []byte(string(whole))
		damaged[at] ^= 1
		file := filepath.Join(t.TempDir(), "damaged")
		require.NoError(t, os.WriteFile(file, damaged, 0o600))
		_, err := batch.OpenJournal(file)
		last := at == len(whole)-1 // then the line is one that was not ended
		if last {
			assert.NoError(t, err)
			continue
		}
		require.Error(t, err, "byte %d", at)
		switch {
		case at < len(lines[0])-1:
			assert.ErrorContains(t, err, "no journal")
		case at >= len(lines[0]):
			line := 2
			if at >= len(lines[0])+len(lines[1]) {
				line = 3
			}
			assert.ErrorContains(t, err, fmt.Sprintf("line %d: ", line))
		}
		left, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, damaged, left, "what is refused is left as it is")
	}
}

func TestFilesThatAreNoJournals(t *testing.T) {
	for content, want := range map[string]string{
		`{"action":"a"}`:             "the file is no journal",
		"\n":                         "the file is no journal",
		batch.Frame(journalHead)[:1]: "", // torn when it was made
		strings.Repeat("\x00", 51):   "", // the power failed when it was made
		strings.Repeat("x", 1<<16):   "the file is no journal",
		"precious":                   "the file is no journal",
		"00000000 {\"journal\":1}":   "the file is no journal",
	} {
		name := journalIn(t)
		require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
		j, err := batch.OpenJournal(name)
		if want == "" {
			require.NoError(t, err)
			require.NoError(t, j.Close())
			continue
		}
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, name)
		left, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Equal(t, content, string(left))
	}
	_, err := batch.OpenJournal(t.TempDir())
	assert.ErrorContains(t, err, "no regular file")
	_, err = batch.OpenJournal(filepath.Join(t.TempDir(), "no", "folder"))
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestOneBatchAtATime(t *testing.T) {
	name := journalIn(t)
	first := open(t, name)
	_, err := batch.OpenJournal(name)
	assert.ErrorIs(t, err, batch.ErrJournalInUse)
	assert.ErrorContains(t, err, name)
	require.NoError(t, first.Close())
	open(t, name)
	assert.Error(t, first.Write(record("a", connector.JournalDone)), "it is closed")
}

func TestManyWriteAtOnce(t *testing.T) {
	name := journalIn(t)
	j := open(t, name)
	var all sync.WaitGroup
	const writers, each = 16, 25
	for w := range writers {
		all.Go(func() {
			for i := range each {
				assert.NoError(t, j.Write(record(fmt.Sprint(w, "-", i), connector.JournalDone)))
			}
		})
	}
	all.Wait()
	require.NoError(t, j.Close())
	assert.Equal(t, writers*each, open(t, name).Len())
}

func writeFile(t testing.TB, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
}
