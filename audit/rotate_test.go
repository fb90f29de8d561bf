package audit_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

// threeLines is room for three records of a test and no fourth.
const threeLines = 600

func TestFilesArePutAside(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{MaxBytes: threeLines})
	for n := range 10 {
		write(t, f, record(n))
	}
	assert.Equal(t, "audit.jsonl audit.jsonl.000001 audit.jsonl.000002 audit.jsonl.000003", filesBeside(t, path))
	assert.Equal(t, numbered(0, 10), all(t, path))
	assert.Equal(t, numbered(3, 6), all(t, path+".000002"), "a file that was put aside can be read by itself")
	for _, name := range strings.Fields(filesBeside(t, path)) {
		info, err := os.Stat(strings.Replace(path, "audit.jsonl", name, 1))
		require.NoError(t, err)
		assert.LessOrEqual(t, info.Size(), int64(threeLines))
	}
}

func TestOldFilesAreRemoved(t *testing.T) {
	path := pathIn(t)
	for n := range 20 { // each opens the file anew
		f := open(t, path, audit.Options{MaxBytes: threeLines, Keep: 2})
		write(t, f, record(n))
		require.NoError(t, f.Close())
	}
	assert.Equal(t, "audit.jsonl audit.jsonl.000005 audit.jsonl.000006", filesBeside(t, path), "numbers go on")
	assert.Equal(t, numbered(12, 20), all(t, path))
}

// Names that only look alike are no files of ours.
func TestForeignNeighbours(t *testing.T) {
	path := pathIn(t)
	for _, name := range []string{".bak", ".1", ".-00001", ".00000x", "000007"} {
		appendText(t, path+name, "{}\n")
	}
	f := open(t, path, audit.Options{MaxBytes: 1, Keep: 1})
	write(t, f, record(0), record(1), record(2))
	assert.Equal(t, numbered(1, 3), all(t, path))
	assert.Equal(t, "audit.jsonl audit.jsonl.-00001 audit.jsonl.000002 audit.jsonl.00000x audit.jsonl.1 audit.jsonl.bak audit.jsonl000007", filesBeside(t, path))
}

// Other programs may move or remove the file, as logrotate does: records go to the one
// that has the name.
func TestTheFileIsMovedAway(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{})
	write(t, f, record(0))
	require.NoError(t, os.Rename(path, path+".old"))
	write(t, f, record(1))
	require.NoError(t, os.Remove(path))
	write(t, f, record(2))
	assert.Equal(t, numbered(0, 1), all(t, path+".old"))
	assert.Equal(t, numbered(2, 3), all(t, path))
}

// A file that cannot be put aside grows on: the records matter more.
func TestAFileThatCannotBePutAside(t *testing.T) {
	path := pathIn(t)
	require.NoError(t, os.MkdirAll(path+".000001/x", 0o700))
	f := open(t, path, audit.Options{MaxBytes: threeLines})
	appendText(t, path+".999999999", "") // and there is no number behind this one
	for n := range 10 {
		write(t, f, record(n))
	}
	calls, _ := callsOf(t, audit.Read(path, audit.Filter{}))
	assert.Empty(t, calls, "the folder is no file that could be read")
	require.NoError(t, os.RemoveAll(path+".000001"))
	assert.Equal(t, numbered(0, 10), all(t, path))
}

// What is put aside while others are read is neither missed nor read twice.
func TestReadingWhileFilesArePutAside(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{MaxBytes: threeLines})
	for n := range 8 {
		write(t, f, record(n))
	}
	next := 8
	var calls []string
	for r, err := range audit.Read(path, audit.Filter{}) {
		require.NoError(t, err)
		calls = append(calls, r.Call)
		write(t, f, record(next), record(next+1), record(next+2))
		next += 3
	}
	assert.GreaterOrEqual(t, len(calls), 8)
	assert.Equal(t, numbered(0, len(calls)), calls)
	assert.Equal(t, numbered(0, next), all(t, path))
}
