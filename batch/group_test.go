package batch

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func openLog(t *testing.T) *log {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "log"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return newLog(f)
}

func content(t *testing.T, l *log) string {
	t.Helper()
	text, err := os.ReadFile(l.file.Name())
	require.NoError(t, err)
	return string(text)
}

// Whoever comes while the disk is busy shares the next flush, and nobody returns
// before his own line was flushed.
func TestFlushesAreShared(t *testing.T) {
	const writers = 100
	l := openLog(t)
	turn, flushing := make(chan struct{}), make(chan struct{})
	flushed := 0
	l.sync = func() error {
		flushing <- struct{}{}
		<-turn
		flushed++
		return nil
	}
	returned := make(chan struct{}, writers)
	add := func() {
		assert.NoError(t, l.append([]byte("x")))
		returned <- struct{}{}
	}
	go add()
	<-flushing
	for range writers - 1 {
		go add()
	}
	for l.group.Gathered() < (writers-1)*len(frame(joins, []byte("x"))) {
		runtime.Gosched()
	}
	assert.Empty(t, returned)
	turn <- struct{}{}
	<-flushing
	<-returned // the first had the disk for itself
	assert.Empty(t, returned)
	turn <- struct{}{}
	for range writers - 1 {
		<-returned
	}
	assert.Equal(t, 2, flushed)
	one, more := string(frame(begins, []byte("x"))), string(frame(joins, []byte("x")))
	assert.Equal(t, one+one+strings.Repeat(more, writers-2), content(t, l))
}

// After a flush that failed nobody knows what is on the disk: nothing more is written,
// and what was not relied on is gone.
func TestAFlushThatFails(t *testing.T) {
	l := openLog(t)
	require.NoError(t, l.append([]byte("a")))
	broken := errors.New("no space")
	good := l.sync
	l.sync = func() error { return &os.PathError{Op: "sync", Path: l.file.Name(), Err: broken} }
	err := l.append([]byte("b"))
	assert.ErrorIs(t, err, broken)
	assert.Equal(t, 1, strings.Count(err.Error(), l.file.Name()), "the file is named once: %s", err)
	assert.Equal(t, string(frame(begins, []byte("a"))), content(t, l))
	l.sync = good
	assert.ErrorIs(t, l.append([]byte("c")), broken)
	assert.Equal(t, string(frame(begins, []byte("a"))), content(t, l))
}

func FuzzUnframe(f *testing.F) {
	f.Add([]byte(header))
	f.Add([]byte(`{"id":"a\"b","state":"done"}`))
	f.Fuzz(func(t *testing.T, record []byte) {
		for _, mark := range []byte{begins, joins} {
			line := frame(mark, record)
			m, got, err := unframe(line[:len(line)-1])
			if len(record) > 0 && (err != nil || m != mark || string(got) != string(record)) {
				t.Fatalf("%q came back as %q: %v", record, got, err)
			}
		}
		_, _, _ = unframe(record) // whatever it is
		_, _ = idOf(record)
	})
}
