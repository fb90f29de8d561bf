package batch_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
)

const (
	journalHead = `{"journal":"actionctl batch","version":1}`
	recordA     = `{"id":"a","call":"print of a","state":"started"}`
	recordB     = `{"id":"b","call":"print of b","state":"started"}`
	recordC     = `{"id":"c","call":"print of c","state":"started"}`
	recordD     = `{"id":"d","call":"print of d","state":"started"}`
)

// When the power fails a disk may have the end of a write and not its beginning. Nobody
// relied on that write: it goes. A hole anywhere else is a damage.
func TestHolesInTheLastWrite(t *testing.T) {
	before := batch.Frame(journalHead) + batch.Frame(recordA)
	last := batch.Frame(recordB) + batch.Joined(recordC) + batch.Joined(recordD)
	for from := 0; from < len(last); from += 5 { // each opens files and flushes them
		for _, size := range []int{1, len(last)} {
			to := min(from+size, len(last))
			name := journalIn(t)
			writeFile(t, name, before+last[:from]+strings.Repeat("\x00", to-from)+last[to:])
			j, err := batch.OpenJournal(name)
			require.NoError(t, err, "zeros from %d to %d", from, to)
			got, err := j.Begin("a")
			require.NoError(t, err)
			assert.Equal(t, record("a", connector.JournalStarted), got)
			require.NoError(t, j.Write(record("e", connector.JournalDone)))
			require.NoError(t, j.Close())
			open(t, name) // it is whole again
		}
	}
	for what, text := range map[string]string{
		"a hole before a later write": before + strings.Repeat("\x00", len(recordB)) + "\n" + last,
		"no hole":                     before + strings.Replace(last, "print", "PRINT", 1),
	} {
		name := journalIn(t)
		writeFile(t, name, text)
		_, err := batch.OpenJournal(name)
		assert.ErrorContains(t, err, "line 3: the line is not what was written", what)
		left, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Equal(t, text, string(left), "what is refused is left as it is")
	}
}

// What is written into a file that is no longer the journal would be forgotten.
func TestJournalIsTakenAway(t *testing.T) {
	for what, harm := range map[string]func(t *testing.T, name string){
		"removed":  func(t *testing.T, name string) { require.NoError(t, os.Remove(name)) },
		"moved":    func(t *testing.T, name string) { require.NoError(t, os.Rename(name, name+".old")) },
		"emptied":  func(t *testing.T, name string) { require.NoError(t, os.Truncate(name, 0)) },
		"replaced": func(t *testing.T, name string) { require.NoError(t, os.Remove(name)); write(t, name) },
		"added to": func(t *testing.T, name string) {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			writeFile(t, name, string(text)+"more\n")
		},
	} {
		t.Run(what, func(t *testing.T) {
			name := journalIn(t)
			j := open(t, name)
			require.NoError(t, j.Write(record("a", connector.JournalStarted)))
			harm(t, name)
			err := j.Write(record("a", connector.JournalDone))
			assert.ErrorIs(t, err, batch.ErrJournalChanged)
			assert.ErrorContains(t, err, name)
			assert.ErrorIs(t, j.Write(record("b", connector.JournalStarted)), batch.ErrJournalChanged, "and never again")
			assert.ErrorIs(t, j.Close(), batch.ErrJournalChanged)
		})
	}
}

// JSON would make another id of one that is no text, and the next run would not know it.
func TestIDsAreText(t *testing.T) {
	_, err := open(t, journalIn(t)).Begin("a\xff")
	assert.ErrorContains(t, err, `the id "a\xff" is not UTF-8`)
}
