package token

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What another program changes is seen within a second, and not looked for more often.
func TestChangesAreSeen(t *testing.T) {
	server, clock := newStore(t)
	admin := &Store{Path: server.Path, Now: server.Now}
	_, err := server.Verify("act_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	require.ErrorIs(t, err, ErrUnknown, "no file yet")

	secret, _ := create(t, admin, "ci", time.Time{})
	clock.pass(lookPause - time.Nanosecond)
	_, err = server.Verify(secret)
	require.ErrorIs(t, err, ErrUnknown)
	clock.pass(time.Nanosecond)
	_, err = server.Verify(secret)
	require.NoError(t, err)

	_, err = admin.Revoke("ci")
	require.NoError(t, err)
	clock.pass(lookPause)
	_, err = server.Verify(secret)
	require.ErrorIs(t, err, ErrRevoked)

	other, _ := create(t, admin, "other", time.Time{})
	clock.pass(-time.Hour) // a clock that was put back does not stop it
	_, err = server.Verify(other)
	require.NoError(t, err)

	require.NoError(t, os.Remove(server.Path))
	clock.pass(lookPause)
	_, err = server.Verify(other)
	require.ErrorIs(t, err, ErrUnknown, "without a file there are no tokens")
	assert.NoError(t, server.Err())
}

// A file that cannot be used does not lock everybody out, and is told of until it can.
func TestTheLastGoodContentCounts(t *testing.T) {
	s, clock := newStore(t)
	secret, _ := create(t, s, "ci", time.Time{})
	good, err := os.ReadFile(s.Path)
	require.NoError(t, err)
	_, err = s.Verify(secret)
	require.NoError(t, err)
	for _, broken := range []string{"{", `{"tokens": [{}]}`, `{"tokens": [], "more": 1}`} {
		require.NoError(t, os.WriteFile(s.Path, []byte(broken), 0o600))
		clock.pass(lookPause)
		_, err = s.Verify(secret)
		require.NoError(t, err, broken)
		require.Error(t, s.Err(), broken)
		clock.pass(lookPause) // it is the same file as before
		require.Error(t, s.Err(), broken)
		_, _, err = s.Create("more", onProd, time.Time{})
		require.Error(t, err, "what was written by hand is not overwritten")
	}
	require.NoError(t, os.WriteFile(s.Path, good, 0o600))
	clock.pass(lookPause)
	require.NoError(t, s.Err())

	empty := &Store{Path: s.Path, Now: s.Now}
	require.NoError(t, os.WriteFile(s.Path, []byte("{"), 0o600))
	_, err = empty.Verify(secret)
	require.ErrorIs(t, err, ErrUnknown, "without a good content nobody may call")
	require.Error(t, empty.Err())
}

// Verify is asked on each request.
func TestVerifyIsLight(t *testing.T) {
	s, _ := newStore(t)
	secret, _ := create(t, s, "ci", time.Time{})
	_, err := s.Verify(secret)
	require.NoError(t, err)
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = s.Verify(secret) }))
}

func BenchmarkVerify(b *testing.B) {
	s := &Store{Path: b.TempDir() + "/tokens.json"}
	secret, _, err := s.Create("ci", onProd, time.Time{})
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = s.Verify(secret)
	}
}
