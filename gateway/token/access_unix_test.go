//go:build unix

package token

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The file is its owner's alone; that it was opened to others is seen like any change.
func TestWhoElseMayTouchTheFile(t *testing.T) {
	s, clock := newStore(t)
	secret, _ := create(t, s, "ci", time.Time{})
	info, err := os.Stat(s.Path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	for mode, what := range map[os.FileMode]string{0o640: "read", 0o604: "read", 0o620: "write", 0o666: "write"} {
		require.NoError(t, os.Chmod(s.Path, mode))
		_, err := s.List()
		require.ErrorContains(t, err, "others may "+what+" it")
		assert.ErrorContains(t, err, "chmod 600 "+s.Path)
		clock.pass(lookPause)
		require.ErrorContains(t, s.Err(), "others may")
		_, err = s.Verify(secret)
		require.NoError(t, err, "the last good content counts")
	}
	require.NoError(t, os.Chmod(s.Path, 0o400))
	clock.pass(lookPause)
	require.NoError(t, s.Err())
}
