package connection

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newStore is a store over a profile file with this text and this environment.
func newStore(t *testing.T, text string, env map[string]string) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "databrickscfg")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return &Store{ConfigFile: path, Getenv: func(key string) string { return env[key] }}
}

func tokenOf(t *testing.T, c *Connection) string {
	t.Helper()
	headers, err := c.Auth.Headers(t.Context(), false)
	require.NoError(t, err)
	return strings.TrimPrefix(headers.Get("Authorization"), "Bearer ")
}

const twoProfiles = "[DEFAULT]\nhost = default.example\ntoken = d\n[prod]\nhost = prod.example/?o=7\ntoken = p\nworkspace_id = none\n[env]\nhost = profile.example\ntoken = e\n"

var inEnvironment = map[string]string{"DATABRICKS_HOST": "env.example", "DATABRICKS_TOKEN": "v\n", "DATABRICKS_WORKSPACE_ID": "5"}

func TestOrderOfConnections(t *testing.T) {
	s := newStore(t, twoProfiles, inEnvironment)
	s.Given = map[string]Connection{"prod": {Host: "given.example"}}
	for name, host := range map[string]string{"prod": "https://given.example", "env": "https://env.example", "DEFAULT": "https://default.example"} {
		c, err := s.Find(name)
		require.NoError(t, err)
		assert.Equal(t, host, c.Host)
		assert.Equal(t, name, c.Name)
	}
	names, err := s.Names()
	require.NoError(t, err)
	assert.Equal(t, []string{"DEFAULT", "env", "prod"}, names)

	s.Given["env"] = Connection{Host: "given.example", Source: "test"}
	c, err := (&Store{Given: s.Given, Getenv: s.Getenv}).Find("env")
	require.NoError(t, err)
	assert.Equal(t, "https://given.example", c.Host)
	assert.Equal(t, "test", c.Source)

	c, err = newStore(t, twoProfiles, nil).Find("env")
	require.NoError(t, err, "without DATABRICKS_HOST the name is free for a profile")
	assert.Equal(t, "https://profile.example", c.Host)
}

func TestSettings(t *testing.T) {
	s := newStore(t, twoProfiles, inEnvironment)
	s.Given = map[string]Connection{"mine": {Host: "given.example"}}
	for name, want := range map[string]Connection{
		"prod": {Host: "https://prod.example", WorkspaceID: "7", Source: "profile prod of " + s.ConfigFile},
		"env":  {Host: "https://env.example", WorkspaceID: "5", Source: "environment"},
		"mine": {Host: "https://given.example", Source: "program"},
	} {
		c, err := s.Find(name)
		require.NoError(t, err)
		assert.Equal(t, want.Host, c.Host)
		assert.Equal(t, want.WorkspaceID, c.WorkspaceID)
		assert.Equal(t, want.Source, c.Source)
	}
	prod, err := s.Find("prod")
	require.NoError(t, err)
	assert.Equal(t, "p", tokenOf(t, prod))
	env, err := s.Find("env")
	require.NoError(t, err)
	assert.Equal(t, "v", tokenOf(t, env))
}

func TestDefaultConnection(t *testing.T) {
	const settings = "[__settings__]\ndefault_profile = prod\n"
	for name, c := range map[string]struct {
		text string
		env  map[string]string
		want string
	}{
		"DEFAULT":                   {twoProfiles, nil, "DEFAULT"},
		"settings":                  {twoProfiles + settings, nil, "prod"},
		"environment over settings": {twoProfiles + settings, inEnvironment, "env"},
		"profile over environment":  {twoProfiles, map[string]string{"DATABRICKS_HOST": "h", "DATABRICKS_CONFIG_PROFILE": "prod"}, "prod"},
		"empty settings":            {twoProfiles + "[__settings__]\nx = y\n", nil, "DEFAULT"},
	} {
		s := newStore(t, c.text, c.env)
		got, err := s.Find("")
		require.NoError(t, err, name)
		assert.Equal(t, c.want, got.Name, name)
		named, err := s.Find(c.want)
		require.NoError(t, err, name)
		assert.Same(t, got, named, name)
	}
}

func TestSettingsAreNoProfile(t *testing.T) {
	s := newStore(t, "[__settings__]\ndefault_profile = gone\nhost = h\n", nil)
	_, err := s.Find("__settings__")
	require.ErrorIs(t, err, ErrUnknown)
	_, err = s.Find("")
	require.ErrorIs(t, err, ErrUnknown)
	assert.ErrorContains(t, err, "connection gone: unknown connection")
	names, err := s.Names()
	require.NoError(t, err)
	assert.Empty(t, names)
}

func TestUnknownConnection(t *testing.T) {
	s := newStore(t, twoProfiles, nil)
	_, err := s.Find("prdo")
	require.ErrorIs(t, err, ErrUnknown)
	assert.EqualError(t, err, `connection prdo: unknown connection; did you mean "prod"?; there are: DEFAULT, env, prod (read from `+s.ConfigFile+")")

	empty := newStore(t, "", nil)
	_, err = empty.Find("")
	require.ErrorIs(t, err, ErrUnknown)
	assert.ErrorContains(t, err, "there are: none")
	_, err = empty.Find("env")
	require.ErrorIs(t, err, ErrUnknown)
	assert.ErrorContains(t, err, "DATABRICKS_HOST is not set")

	var zero Store
	_, err = zero.Find("")
	require.ErrorIs(t, err, ErrUnknown)
}

// TestTokenIsMissedWhenItIsNeeded: dry runs and calls without credentials work
// without one.
func TestTokenIsMissedWhenItIsNeeded(t *testing.T) {
	s := newStore(t, "[p]\nhost = h\nclient_secret = c4nary\n", map[string]string{"DATABRICKS_HOST": "h"})
	for name, want := range map[string]string{
		"p":   "oauth-m2m: signing in failed: client_id is not set; set it in profile p of " + s.ConfigFile,
		"env": "auth: signing in failed: it has no credentials; DATABRICKS_TOKEN is not set; set it to a personal access token",
	} {
		c, err := s.Find(name)
		require.NoError(t, err)
		_, err = c.Auth.Headers(t.Context(), false)
		assert.EqualError(t, err, want)
		assert.ErrorIs(t, err, ErrSignIn)
	}
}

func TestWhereTheProfileFileIs(t *testing.T) {
	home := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(home, ".databrickscfg"), []byte("[home]\nhost = h\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(home, "other"), []byte("[other]\nhost = h\n"), 0o600))
	for want, env := range map[string]map[string]string{
		"home":  {"HOME": home},
		"other": {"HOME": home, "DATABRICKS_CONFIG_FILE": "~/other"},
	} {
		s := &Store{Getenv: func(key string) string { return env[key] }}
		names, err := s.Names()
		require.NoError(t, err)
		assert.Equal(t, []string{want}, names)
	}
	s := &Store{Getenv: func(key string) string { return map[string]string{"USERPROFILE": home}[key] }}
	_, err := s.Find("home")
	require.NoError(t, err)
	_, err = (&Store{ConfigFile: home}).Find("x")
	require.Error(t, err, "a folder is no profile file")
	assert.NotErrorIs(t, err, ErrUnknown)
}

func TestSameNameSameConnection(t *testing.T) {
	s := newStore(t, twoProfiles, inEnvironment)
	first, err := s.Find("prod")
	require.NoError(t, err)
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			c, err := s.Find([]string{"prod", "env", "", "gone"}[i%4])
			if i%4 == 0 {
				assert.Same(t, first, c)
			}
			assert.Equal(t, i%4 == 3, err != nil)
		})
	}
	wg.Wait()
}

func TestErrorsShowNoSecrets(t *testing.T) {
	for _, text := range []string{
		"[p]\nhost = https://me:c4nary@h\n",
		"[p]\nhost = https://c4nary@h\n",
		"[p]\nhost = http://h/?token=c4nary\n",
		"[p]\nhost = https://h:c4nary/\n",
		"[p]\ntoken = c4nary\n",
		"[p]\nhost = h\nworkspace_id = c4nary 1\n",
		"[p]\nhost = h\ntoken = c4nary\n[p]\n",
		"[p]\nhost = h\nc4nary\n",
	} {
		_, err := newStore(t, text, nil).Find("p")
		require.Error(t, err, text)
		assert.NotContains(t, err.Error(), "c4nary")
	}
}
