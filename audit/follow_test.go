package audit_test

import (
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

// following reads a file while steps are done, one whenever there is nothing more to
// read, and ends behind the last.
func following(t *testing.T, path string, f audit.Filter, steps ...func()) (calls []string, notes []error) {
	t.Helper()
	return callsOf(t, audit.Follow(path, f, func() error {
		if len(steps) == 0 {
			return errors.New("enough")
		}
		steps[0]()
		steps = steps[1:]
		return nil
	}))
}

func TestFollow(t *testing.T) {
	path := pathIn(t)
	var f *audit.File
	add := func(from, to int) func() {
		return func() {
			for n := from; n < to; n++ {
				write(t, f, record(n))
			}
		}
	}
	calls, notes := following(t, path, audit.Filter{},
		func() {}, // there is no file yet
		func() { f = open(t, path, audit.Options{MaxBytes: threeLines}) },
		add(0, 2), func() {}, add(2, 3),
		add(3, 4),             // and the first is put aside
		add(4, 5), add(5, 14), // several are
		func() { add(14, 15)() }, // and one alone
	)
	assert.Empty(t, notes)
	assert.Equal(t, numbered(0, 15), calls)

	calls, _ = following(t, path, audit.Filter{Since: record(13).Time, Open: true}, add(15, 17))
	assert.Equal(t, numbered(13, 17), calls, "from the beginning, and as the filter says")
	for r, err := range audit.Follow(path, audit.Filter{}, func() error { return nil }) {
		require.NoError(t, err)
		assert.Equal(t, record(0).Call, r.Call)
		break
	}
}

func TestFollowOddFiles(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{})
	write(t, f, record(0))
	var size int64
	calls, notes := following(t, path, audit.Filter{},
		func() { appendText(t, path, `{"time":`) },
		func() { write(t, f, record(1)) },
		func() {
			info, err := os.Stat(path)
			require.NoError(t, err)
			size = info.Size()
			appendText(t, path, `{"time":"2026-01-31T12:00:00Z","ca`)
		},
		func() { require.NoError(t, os.Truncate(path, size)) }, // what could not be written whole
		func() { write(t, f, record(2)) },
		func() { appendText(t, path, `{"`); require.NoError(t, os.Rename(path, path+".old")) },
		func() { write(t, f, record(3)) }, // in a file of its own
		func() { require.NoError(t, os.Remove(path)) },
		func() {},
		func() { write(t, f, record(4)) },
	)
	assert.Equal(t, numbered(0, 5), calls)
	require.Len(t, notes, 2)
	assert.ErrorContains(t, notes[0], "line 2: the line is no record")
	assert.ErrorIs(t, notes[1], audit.ErrCut)
	assert.ErrorContains(t, notes[1], "line 5: ")

	for _, bad := range []audit.Filter{{Action: "["}, {Phase: "middle"}} {
		calls, notes = following(t, path, bad)
		assert.Empty(t, calls)
		assert.Len(t, notes, 1)
	}
	_, notes = following(t, t.TempDir(), audit.Filter{})
	assert.Len(t, notes, 1, "a folder")
}
