//go:build unix

package connection

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhoElseMayTouchTheFile(t *testing.T) {
	const safe = "connections: {p: {host: h, auth: {token: 'env:T'}}}"
	const inline = "connections: {p: {host: h, auth: {token: c4nary}}}"
	for _, c := range []struct {
		mode     os.FileMode
		text     string
		refused  string
		warnings []string
	}{
		{0o600, safe, "", nil},
		{0o600, inline, "", []string{":1: the token of connection p stands in the file itself; put it into a keyring, a file or a variable and write keyring:SERVICE/NAME, file:PATH, env:NAME or command:PROGRAM here"}},
		{0o644, safe, "", []string{": others may read it; only you may touch it: chmod 600 "}},
		{0o640, inline, "others may read it, and it holds secrets (of p); only you may touch it: chmod 600 ", nil},
		{0o604, inline, "others may read it, and it holds secrets", nil},
		{0o620, safe, "others may write it, and so have programs run in your name", nil},
		{0o666, inline, "others may write it", nil},
	} {
		s := newStore(t, "", nil)
		writeConnections(t, s, c.text)
		require.NoError(t, os.Chmod(s.ConnectionsFile, c.mode))
		got, err := s.Find("p")
		if c.refused != "" {
			require.ErrorContains(t, err, c.refused)
			assert.NotContains(t, err.Error(), canary)
			continue
		}
		require.NoError(t, err)
		require.Len(t, got.Warnings, len(c.warnings))
		for i, w := range c.warnings {
			assert.Contains(t, got.Warnings[i], s.ConnectionsFile+w)
			assert.NotContains(t, got.Warnings[i], canary)
		}
	}
}
