//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package diskfile

import (
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Of changes that are made at the same time none is lost.
func TestLockFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "count")
	const writers, each = 8, 5
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range each {
				unlock := LockFolder(filepath.Dir(path))
				text, _ := os.ReadFile(path) // missing at first
				n, _ := strconv.Atoi(string(text))
				assert.NoError(t, Replace(path, []byte(strconv.Itoa(n+1))))
				unlock()
			}
		})
	}
	all.Wait()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, strconv.Itoa(writers*each), string(text))
}

// Where no folder can be, writing says so; the lock does not.
func TestLockFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	LockFolder(filepath.Join(file, "below"))()
}
