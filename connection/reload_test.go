package connection

import (
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const threeConnections = `default: a
connections:
  a: {host: a.example, auth: {token: 'env:A'}}
  b: {host: b.example, auth: {token: 'env:B'}, policy: {mode: safe}}
  c: {host: c.example, auth: {token: 'env:C'}}
`

func find(t *testing.T, s *Store, name string) *Connection {
	t.Helper()
	c, err := s.Find(name)
	require.NoError(t, err)
	return c
}

// rewrite changes connections.yaml where it is.
func rewrite(t *testing.T, s *Store, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(s.ConnectionsFile, []byte(text), 0o600))
}

func TestReload(t *testing.T) {
	s := newStore(t, twoProfiles, nil)
	s.Given = map[string]Connection{"mine": {Host: "given.example"}}
	writeConnections(t, s, threeConnections)
	a, b, c, prod, mine := find(t, s, "a"), find(t, s, "b"), find(t, s, "c"), find(t, s, "prod"), find(t, s, "mine")
	changed, err := s.Reload()
	require.NoError(t, err)
	assert.Empty(t, changed, "nothing was changed yet")

	// Lines move, b is another one, c is gone, d is new, and a profile got a new token.
	rewrite(t, s, `# a comment
default: d
connections:
  d: {host: d.example, auth: {token: 'env:D'}}
  b: {host: b.example, auth: {token: 'env:B'}, policy: {mode: read_only}}

  a:
    host: a.example
    auth: {token: 'env:A'}
`)
	require.NoError(t, os.WriteFile(s.ConfigFile, []byte("[prod]\nhost = prod.example/?o=7\ntoken = p2\n"), 0o600))
	assert.Same(t, b, find(t, s, "b"), "not before Reload")
	_, err = s.Find("d")
	require.ErrorIs(t, err, ErrUnknown, "not before Reload")

	changed, err = s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"DEFAULT", "b", "c", "d", "env", "prod"}, changed)
	assert.Same(t, a, find(t, s, "a"), "with its pool and its token")
	assert.Same(t, mine, find(t, s, "mine"))
	assert.NotSame(t, b, find(t, s, "b"))
	assert.Equal(t, ReadOnly, find(t, s, "b").Policy.Mode)
	assert.Equal(t, Safe, b.Policy.Mode, "calls on their way see no change")
	assert.Equal(t, "p", tokenOf(t, prod))
	assert.Equal(t, "p2", tokenOf(t, find(t, s, "prod")))
	assert.Equal(t, "d", find(t, s, "").Name)
	_, err = s.Find("c")
	require.ErrorIs(t, err, ErrUnknown)
	assert.Equal(t, "https://c.example", c.Host)
	names, err := s.Names()
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "d", "mine", "prod"}, names)

	changed, err = s.Reload()
	require.NoError(t, err)
	assert.Empty(t, changed)
}

// The first Reload sees what changed since connections were found.
func TestTheFirstReload(t *testing.T) {
	s := newStore(t, "", nil)
	writeConnections(t, s, threeConnections)
	b := find(t, s, "b")
	rewrite(t, s, "connections: {b: {host: other.example, auth: {token: 'env:B'}}}")
	changed, err := s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"b"}, changed)
	assert.NotSame(t, b, find(t, s, "b"))
}

// A broken file changes nothing of what it held, and keeps nobody from the other one.
func TestReloadOfABrokenFile(t *testing.T) {
	s := newStore(t, twoProfiles, nil)
	writeConnections(t, s, threeConnections)
	a, prod := find(t, s, "a"), find(t, s, "prod")
	_, err := s.Reload()
	require.NoError(t, err)
	for _, broken := range []string{
		"connections: {a: {host: a.example, auth: {token: 'env:A'}, hots: x}}",
		"connections: [",
		"connections: {a: {host: other.example, auth: {}}}",
	} {
		rewrite(t, s, broken)
		changed, err := s.Reload()
		require.ErrorContains(t, err, s.ConnectionsFile, broken)
		assert.Empty(t, changed)
		assert.Same(t, a, find(t, s, "a"))
		assert.Equal(t, "a", find(t, s, "").Name, "the default too")
		assert.Equal(t, "https://c.example", find(t, s, "c").Host, "what nobody used yet too")
		names, err := s.Names()
		require.NoError(t, err)
		assert.Contains(t, names, "b")
	}
	require.NoError(t, os.WriteFile(s.ConfigFile, []byte("[prod]\nhost = prod2.example\ntoken = p\n"), 0o600))
	changed, err := s.Reload()
	require.ErrorContains(t, err, s.ConnectionsFile)
	assert.Equal(t, []string{"DEFAULT", "env", "prod"}, changed)
	assert.NotSame(t, prod, find(t, s, "prod"))
	assert.Same(t, a, find(t, s, "a"))
	assert.Error(t, s.Files()[0].Err, "Files looks at the disk")

	rewrite(t, s, threeConnections)
	changed, err = s.Reload()
	require.NoError(t, err)
	assert.Empty(t, changed)
}

// A file that is empty or gone, as it is for a moment while it is written in place, is no
// order to drop everything.
func TestReloadOfABlankFile(t *testing.T) {
	s := newStore(t, twoProfiles, nil)
	writeConnections(t, s, threeConnections)
	a, prod := find(t, s, "a"), find(t, s, "prod")
	_, err := s.Reload()
	require.NoError(t, err)
	for _, spoil := range []func(path string) error{
		os.Remove,
		func(path string) error { return os.WriteFile(path, nil, 0o600) },
		func(path string) error { return os.WriteFile(path, []byte(" \n"), 0o600) },
	} {
		require.NoError(t, spoil(s.ConnectionsFile))
		require.NoError(t, spoil(s.ConfigFile))
		changed, err := s.Reload()
		require.ErrorContains(t, err, s.ConnectionsFile+": had connections and is empty or gone; if there are to be none, write into it connections: {}")
		require.ErrorContains(t, err, s.ConfigFile+": had connections and is empty or gone")
		assert.Empty(t, changed)
		assert.Same(t, a, find(t, s, "a"))
		assert.Same(t, prod, find(t, s, "prod"))
		require.NoError(t, os.WriteFile(s.ConfigFile, nil, 0o600)) // to be removed once more
	}
	rewrite(t, s, "connections: {}")
	require.NoError(t, os.WriteFile(s.ConfigFile, []byte("# none"), 0o600))
	changed, err := s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"DEFAULT", "a", "b", "c", "env", "prod"}, changed)
	require.NoError(t, os.Remove(s.ConnectionsFile))
	_, err = s.Reload()
	require.NoError(t, err, "it had none")
}

// A file that was broken from the beginning is no reason to stay with it.
func TestReloadAfterABrokenStart(t *testing.T) {
	s := newStore(t, "", nil)
	writeConnections(t, s, "connections: [")
	for range 2 {
		_, err := s.Reload()
		require.ErrorContains(t, err, "is not YAML")
		_, err = s.Find("a")
		require.ErrorContains(t, err, "is not YAML")
	}
	rewrite(t, s, threeConnections)
	changed, err := s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c"}, changed)
	find(t, s, "a")

	early := newStore(t, "", nil)
	writeConnections(t, early, threeConnections)
	a := find(t, early, "a")
	rewrite(t, early, "connections: [")
	_, err = early.Reload()
	require.ErrorContains(t, err, "is not YAML")
	assert.Same(t, a, find(t, early, "a"), "what is in use stays")
}

// A connection in use that cannot be made anew keeps all as it is; one that nobody uses
// does not.
func TestReloadOfAConnectionThatCannotBe(t *testing.T) {
	s := newStore(t, "[p]\nhost = p.example\ntoken = t\n[q]\nhost = q.example\ntoken = t\n", nil)
	p, q := find(t, s, "p"), find(t, s, "q")
	_, err := s.Reload()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(s.ConfigFile, []byte("[p]\nhost = p2.example\ntoken = t\n[q]\ntoken = t\n[r]\n"), 0o600))
	changed, err := s.Reload()
	require.ErrorContains(t, err, "connection q: profile q in "+s.ConfigFile+" has no host; nothing was changed")
	assert.Empty(t, changed)
	assert.Same(t, p, find(t, s, "p"))
	assert.Same(t, q, find(t, s, "q"))

	require.NoError(t, os.WriteFile(s.ConfigFile, []byte("[p]\nhost = p2.example\ntoken = t\n[r]\n"), 0o600))
	changed, err = s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"p", "q"}, changed)
}

// A name that moves to a place that goes before is another connection; those of the
// environment follow it.
func TestReloadKnowsTheOrderOfPlaces(t *testing.T) {
	env := map[string]string{"DATABRICKS_HOST": "env.example", "DATABRICKS_TOKEN": "v"}
	s := newStore(t, "[prod]\nhost = prod.example\ntoken = p\n", env)
	prod, ours := find(t, s, "prod"), find(t, s, "env")
	writeConnections(t, s, "connections: {prod: {host: prod.example, auth: {token: 'env:P'}}}")
	changed, err := s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"prod"}, changed)
	assert.NotSame(t, prod, find(t, s, "prod"))
	assert.Same(t, ours, find(t, s, "env"))
	env["DATABRICKS_TOKEN"] = "w"
	changed, err = s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"env"}, changed)
	assert.Equal(t, "w", tokenOf(t, find(t, s, "env")))
	delete(env, "DATABRICKS_HOST")
	changed, err = s.Reload()
	require.NoError(t, err)
	assert.Equal(t, []string{"env"}, changed)
	_, err = s.Find("env")
	require.ErrorIs(t, err, ErrUnknown)
}

func TestReloadAtOnce(t *testing.T) {
	s := newStore(t, "", nil)
	writeConnections(t, s, threeConnections)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 20 {
				if i < 2 {
					_, err := s.Reload()
					assert.NoError(t, err)
					continue
				}
				name := []string{"a", "b", "c", ""}[i%4]
				c, err := s.Find(name)
				if assert.NoError(t, err) {
					again, err := s.Find(name)
					assert.NoError(t, err)
					assert.Same(t, c, again, strconv.Itoa(i))
				}
				_, err = s.Describe("b")
				assert.NoError(t, err)
			}
		})
	}
	all.Wait()
}
