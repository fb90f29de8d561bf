package connection

import (
	"os"
	"path/filepath"
	"strconv"
	"sync"
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
	text, err := os.ReadFile(s.Path())
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
		"policy: confirm: this is not one of write, co": {"c", map[string]string{"host": "h", "policy.confirm": "destructive, c4nary"}},
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

func TestAddBehindACommentWithoutAnEnd(t *testing.T) {
	s := newStore(t, "", nil)
	writeConnections(t, s, "# mine")
	_, err := s.Add("a", map[string]string{"host": "h", "auth.token": "env:A"}, false)
	require.NoError(t, err)
	assert.Contains(t, textOf(t, s), "# mine\nconnections:\n  a:\n")
}

// TestDefaultThatYAMLTakesForSomethingElse: null is a name like any other.
func TestDefaultThatYAMLTakesForSomethingElse(t *testing.T) {
	for _, before := range []string{"", "default: &d a\n", "default: 1\n"} {
		s := newStore(t, "", nil)
		writeConnections(t, s, before+"connections:\n  null: {host: h, auth: {token: 'env:A'}}\n")
		_, err := s.SetDefault("null")
		require.NoError(t, err, before)
		name, _, err := s.Default()
		require.NoError(t, err)
		assert.Equal(t, "null", name)
	}
}

// TestFilesThatAreNone: a device stays what it is, and that others may write to it
// harms nobody while nothing stands there.
func TestFilesThatAreNone(t *testing.T) {
	folder := t.TempDir()
	s := &Store{ConnectionsFile: os.DevNull, ConfigFile: filepath.Join(folder, "none")}
	names, err := s.Names()
	require.NoError(t, err)
	assert.Empty(t, names)

	s.ConnectionsFile = filepath.Join(folder, "new.yaml")
	require.NoError(t, os.WriteFile(s.ConnectionsFile, []byte("# nothing yet\n"), 0o600))
	require.NoError(t, os.Chmod(s.ConnectionsFile, 0o666)) //nolint:gosec // this is what is tested
	_, err = s.Names()
	require.NoError(t, err)
}

// TestAddsAtOnce: a script may add several at the same time, from several programs.
func TestAddsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "connections.yaml")
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			s := &Store{ConnectionsFile: path}
			_, err := s.Add("c"+strconv.Itoa(i), map[string]string{"host": "h", "auth.token": "env:A"}, false)
			assert.NoError(t, err)
		})
	}
	all.Wait()
	names, err := (&Store{ConnectionsFile: path}).Names()
	require.NoError(t, err)
	assert.Len(t, names, 16)
}

// TestAddRefusesABlankInAGlob: "x *" is no way to say that everything is allowed.
func TestAddRefusesABlankInAGlob(t *testing.T) {
	for _, glob := range []string{"x *", "x\t*"} {
		s := newStore(t, "", map[string]string{"HOME": t.TempDir()})
		_, err := s.Add("a", map[string]string{"host": "h", "auth.token": "env:A", "policy.mode": "safe", "policy.allow": glob}, false)
		require.ErrorContains(t, err, "this is no glob")
	}
}

func TestNamesThatCannotBeSeen(t *testing.T) {
	for _, name := range []string{"e\u202evil", "a\u009b", "a\u200b"} {
		require.Error(t, checkName(name))
	}
	require.NoError(t, checkName("prüfung-1"))
}

// TestRemoveKeepsCommentsOnOthers: headings of groups are not about one connection.
func TestRemoveKeepsCommentsOnOthers(t *testing.T) {
	const grouped = `# mine
default: a
connections:
  # --- one ---

  # about a
  a: {host: h, auth: {token: 'env:A'}}

  # --- two ---

  # about b
  b: {host: h, auth: {token: 'env:B'}}
  # about c
  c: {host: h, auth: {token: 'env:C'}}
  # the end
`
	for name, gone := range map[string]string{"a": "# about a", "b": "# about b", "c": "# about c"} {
		s := newStore(t, "", nil)
		writeConnections(t, s, grouped)
		_, err := s.Remove(name)
		require.NoError(t, err)
		text := textOf(t, s)
		for _, comment := range []string{"# mine", "# --- one ---", "# --- two ---", "# about a", "# about b", "# about c", "# the end"} {
			if comment == gone {
				assert.NotContains(t, text, comment)
			} else {
				assert.Contains(t, text, comment+"\n", "without %s: %s", name, text)
			}
		}
	}
}
