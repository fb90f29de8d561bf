package connection

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const commented = `# mine
default: a # the usual one
connections:
  # the first
  a:
    host: h # here
    auth: {token: "env:A"}
  # the second
  b: {host: h, auth: {token: 'env:B'}}
`

func textOf(t *testing.T, s *Store) string {
	t.Helper()
	text, err := os.ReadFile(s.connectionsPath())
	require.NoError(t, err)
	return string(text)
}

func TestAddKeepsTheRest(t *testing.T) {
	s := newStore(t, "", nil)
	writeConnections(t, s, commented)
	path, err := s.Add("c", map[string]string{
		"host": "c.example", "workspace_id": "7", "auth.type": "pat", "auth.token": "env:C", "rate": "5", "allow_unknown": "true",
		"headers.X-Team": "etl", "policy.mode": "safe", "policy.deny": "delete_*, *_x",
	}, false)
	require.NoError(t, err)
	assert.Equal(t, s.ConnectionsFile, path)
	assert.Equal(t, `# mine
default: a # the usual one
connections:
  # the first
  a:
    host: h # here
    auth: {token: "env:A"}
  # the second
  b: {host: h, auth: {token: 'env:B'}}
  c:
    host: c.example
    workspace_id: "7"
    auth:
      type: pat
      token: env:C
    rate: 5
    allow_unknown: true
    policy:
      mode: safe
      deny: [delete_*, '*_x']
    headers:
      X-Team: etl
`, textOf(t, s))
	c, err := s.Find("c")
	require.NoError(t, err)
	assert.Equal(t, []string{"delete_*", "*_x"}, c.Policy.Deny)

	_, err = s.Add("a", map[string]string{"host": "new.example"}, false)
	require.ErrorIs(t, err, ErrExists)
	_, err = s.Add("a", map[string]string{"host": "new.example"}, true)
	require.NoError(t, err)
	assert.Contains(t, textOf(t, s), "  # the first\n  a:\n    host: new.example\n  # the second\n")
}

func TestAddMakesTheFile(t *testing.T) {
	home := t.TempDir()
	s := newStore(t, "", map[string]string{"HOME": home})
	path, err := s.Add("a", map[string]string{"host": "h", "auth.token": "keyring:x/y"}, false)
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(home, ".config", "actionctl", "connections.yaml"), path)
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, left, 1, "no temporary file stays")

	for _, text := range []string{"# only words\n", "connections:\n", "{}", "connections: {}"} {
		writeConnections(t, s, text)
		_, err := s.Add("a", map[string]string{"host": "h"}, false)
		if text == "connections:\n" {
			assert.ErrorContains(t, err, `"connections" has no value`)
			continue
		}
		require.NoError(t, err, text)
		assert.Contains(t, textOf(t, s), "host: h")
	}
	writeConnections(t, s, "# only words\n")
	_, err = s.Add("a", map[string]string{"host": "h"}, false)
	require.NoError(t, err)
	assert.Equal(t, "# only words\nconnections:\n  a:\n    host: h\n", textOf(t, s))
}

func TestAddThroughALink(t *testing.T) {
	s := newStore(t, "", nil)
	writeConnections(t, s, commented)
	link := filepath.Join(t.TempDir(), "link.yaml")
	require.NoError(t, os.Symlink(s.ConnectionsFile, link))
	linked := &Store{ConnectionsFile: link}
	_, err := linked.Add("z", map[string]string{"host": "h"}, false)
	require.NoError(t, err)
	assert.Contains(t, textOf(t, s), "  z:\n")
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink)
}

func TestAddRefuses(t *testing.T) {
	s := newStore(t, "", nil)
	writeConnections(t, s, commented)
	for want, c := range map[string]struct {
		name string
		keys map[string]string
	}{
		`"a b" cannot be the name`:                      {"a b", map[string]string{"host": "h"}},
		`unknown key "hots"; did you mean "host"?`:      {"c", map[string]string{"hots": "h"}},
		"not written: ":                                 {"c", map[string]string{"host": "http://far.example/c4nary"}},
		"c: host is missing":                            {"c", map[string]string{"rate": "1"}},
		"c: auth: oauth-m2m wants client_secret":        {"c", map[string]string{"host": "h", "auth.client_id": "i"}},
		"c: auth: token: file: wants a whole path":      {"c", map[string]string{"host": "h", "auth.token": "file:c4nary"}},
		"headers: Authorization is made by auth":        {"c", map[string]string{"host": "h", "headers.authorization": "c4nary"}},
		"c: rate: expected a number of requests":        {"c", map[string]string{"host": "h", "rate": "c4nary"}},
		"policy: deny: this is no glob":                 {"c", map[string]string{"host": "h", "policy.deny": "[c4nary"}},
		`policy: mode "x" is not one of read_only, saf`: {"c", map[string]string{"host": "h", "policy.mode": "x"}},
	} {
		_, err := s.Add(c.name, c.keys, false)
		require.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), canary)
	}
	assert.Equal(t, commented, textOf(t, s), "the file is as it was")

	_, err := (&Store{}).Add("a", map[string]string{"host": "h"}, false)
	require.ErrorContains(t, err, "set ACTIONCTL_CONNECTIONS to a path")
	writeConnections(t, s, "connections: {a: {hots: h}}")
	_, err = s.Add("c", map[string]string{"host": "h"}, false)
	assert.ErrorContains(t, err, `unknown key "hots"`)
}

func TestRemoveAndDefault(t *testing.T) {
	s := newStore(t, "[profile]\nhost = h\n", nil)
	writeConnections(t, s, commented)
	_, err := s.SetDefault("b")
	require.NoError(t, err)
	assert.Contains(t, textOf(t, s), "default: b # the usual one\n")
	_, err = s.SetDefault("profile")
	require.NoError(t, err)
	_, err = s.SetDefault("profil")
	require.ErrorIs(t, err, ErrUnknown)
	assert.ErrorContains(t, err, `did you mean "profile"?; there are: a, b, profile`)

	_, err = s.Remove("c")
	require.ErrorIs(t, err, ErrUnknown)
	_, err = s.SetDefault("a")
	require.NoError(t, err)
	_, err = s.Remove("a")
	require.NoError(t, err)
	assert.NotContains(t, textOf(t, s), "default")
	assert.NotContains(t, textOf(t, s), "the first")
	assert.Contains(t, textOf(t, s), "  # the second\n  b: {host: h, auth: {token: 'env:B'}}\n")

	empty := newStore(t, "[p]\nhost = h\n", map[string]string{"HOME": t.TempDir()})
	_, err = empty.SetDefault("p")
	require.NoError(t, err)
	assert.Equal(t, "default: p\n", textOf(t, empty))
}
