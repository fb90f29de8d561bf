package token

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// began is when the tests' clocks start.
var began = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// fakeClock is a time that only moves when told to.
type fakeClock struct{ now time.Time }

func (c *fakeClock) pass(d time.Duration) { c.now = c.now.Add(d) }

func newStore(t *testing.T) (*Store, *fakeClock) {
	t.Helper()
	clock := &fakeClock{began}
	return &Store{Path: filepath.Join(t.TempDir(), "new", "tokens.json"), Now: func() time.Time { return clock.now }}, clock
}

var onProd = Scope{Connections: []string{"prod"}}

func create(t *testing.T, s *Store, name string, expires time.Time) (string, Token) {
	t.Helper()
	secret, made, err := s.Create(name, onProd, expires)
	require.NoError(t, err)
	return secret, made
}
