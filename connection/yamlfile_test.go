package connection

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the expected problems")

// writeConnections gives a store this connections.yaml.
func writeConnections(t *testing.T, s *Store, text string) {
	t.Helper()
	s.ConnectionsFile = filepath.Join(t.TempDir(), "connections.yaml")
	require.NoError(t, os.WriteFile(s.ConnectionsFile, []byte(text), 0o600))
}

const everything = `# all there is
default: prod
connections:
  prod:
    host: https://my.cloud.databricks.com/?o=12
    auth: {type: oauth-m2m, client_id: app, client_secret: "env:SECRET"}
    headers:
      x-team: etl
    rate: 7.5
    burst: 3
    concurrency: 8
    timeout: 90s
    inactivity_timeout: -1s
    retry_budget: 10m
    ca_file: ~/corp.pem
    proxy: http://me:c4nary@proxy.example:3128
    allow_unknown: true
    policy:
      mode: safe
      allow: [post_api_2_1_clusters_start]
      deny: [delete_*, "*_purge"]
      confirm: [destructive, privileged]
  "dev 2": {host: h}
`

func TestConnectionsFile(t *testing.T) {
	text := strings.Replace(everything, `"dev 2"`, "dev", 1)
	s := newStore(t, "", map[string]string{"HOME": "/home/me", "SECRET": canary})
	writeConnections(t, s, text)
	c, err := s.Find("")
	require.NoError(t, err)
	c.Auth = nil
	assert.Equal(t, &Connection{
		Name: "prod", Host: "https://my.cloud.databricks.com", WorkspaceID: "12",
		Headers: map[string][]string{"X-Team": {"etl"}},
		Policy:  Policy{Mode: Safe, Allow: []string{"post_api_2_1_clusters_start"}, Deny: []string{"delete_*", "*_purge"}, Confirm: []string{"destructive", "privileged"}},
		Rate:    7.5, Burst: 3, Concurrency: 8, AllowUnknown: true,
		Timeout: 90 * time.Second, InactivityTimeout: -time.Second, RetryBudget: 10 * time.Minute,
		CAFile: "/home/me/corp.pem", Proxy: "http://me:c4nary@proxy.example:3128",
		Source: "connection prod of " + s.ConnectionsFile,
	}, c)
	info, err := s.Describe("")
	require.NoError(t, err)
	assert.Equal(t, "prod oauth-m2m https://my.cloud.databricks.com", info.Name+" "+info.AuthType+" "+info.Host)
	assert.Contains(t, info.Settings, Setting{"client_secret", "env:SECRET", s.ConnectionsFile + ":6"})
	assert.Contains(t, info.Settings, Setting{"headers.X-Team", "set", s.ConnectionsFile + ":8"})
	assert.Contains(t, info.Settings, Setting{"proxy", "http://proxy.example:3128", s.ConnectionsFile + ":16"})
	assert.Contains(t, info.Settings, Setting{"policy.deny", "delete_* *_purge", s.ConnectionsFile + ":21"})
	assert.Contains(t, info.Settings, Setting{"policy.confirm", "destructive privileged", s.ConnectionsFile + ":22"})
	for _, setting := range info.Settings {
		assert.NotContains(t, setting.Value, canary)
	}
	dev, err := s.Find("dev")
	require.NoError(t, err)
	_, err = dev.Auth.Headers(t.Context(), false)
	assert.ErrorContains(t, err, "it has no credentials; set one of its keys, such as token, or auth_type, in connection dev of")
}

// TestConnectionsFileRefuses compares all problems of each file in testdata/refused.
func TestConnectionsFileRefuses(t *testing.T) {
	files, err := filepath.Glob("testdata/refused/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		_, err = parseConnections("connections.yaml", text)
		require.Error(t, err, file)
		assert.NotContains(t, err.Error(), canary, file)
		golden := strings.TrimSuffix(file, ".yaml") + ".txt"
		if *update {
			require.NoError(t, os.WriteFile(golden, []byte(err.Error()+"\n"), 0o644))
		}
		want, readErr := os.ReadFile(golden)
		require.NoError(t, readErr)
		assert.Equal(t, string(want), err.Error()+"\n", file)
	}
}

func TestWhereConnectionsAre(t *testing.T) {
	home := t.TempDir()
	for path, host := range map[string]string{".config/actionctl/connections.yaml": "usual", "xdg/actionctl/connections.yaml": "xdg", "mine.yaml": "own"} {
		path = filepath.Join(home, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte("connections: {c: {host: "+host+"}}"), 0o600))
	}
	for host, env := range map[string]map[string]string{
		"https://usual": {"HOME": home, "XDG_CONFIG_HOME": "relative"},
		"https://xdg":   {"HOME": home, "XDG_CONFIG_HOME": filepath.Join(home, "xdg")},
		"https://own":   {"HOME": home, "XDG_CONFIG_HOME": filepath.Join(home, "xdg"), "ACTIONCTL_CONNECTIONS": "~/mine.yaml"},
	} {
		c, err := (&Store{Getenv: func(name string) string { return env[name] }}).Find("c")
		require.NoError(t, err)
		assert.Equal(t, host, c.Host)
	}
	c, err := (&Store{ConnectionsFile: filepath.Join(home, "mine.yaml")}).Find("c")
	require.NoError(t, err)
	assert.Equal(t, "https://own", c.Host)
	_, err = (&Store{ConnectionsFile: home}).Find("c")
	assert.ErrorContains(t, err, "is a directory")
}

// FuzzConnections: no file makes the parser panic, and no problem shows a value.
func FuzzConnections(f *testing.F) {
	f.Add([]byte(everything))
	files, err := filepath.Glob("testdata/refused/*.yaml")
	require.NoError(f, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(text)
	}
	for _, text := range []string{"", "a", "[", "*a", "&a b", "connections: &a {b: *a}", "--- a\n--- b", "<<: {default: x}", "? [a]\n: b", "connections: {a: {auth: {token: &x y, password: *x}}}"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := parseConnections("f", text)
		if err != nil {
			var problems *FileError
			require.ErrorAs(t, err, &problems)
			assert.NotEmpty(t, problems.Problems)
			return
		}
		for name, d := range file.entries {
			assert.NoError(t, checkName(name))
			if d.settings.has("host") {
				_, err := d.connection(machine{env: func(string) string { return "/h" }}, "")
				assert.NoError(t, err, "what loads makes a connection")
			}
			for _, s := range d.settings.public() {
				assert.NotEmpty(t, s.Source)
			}
		}
	})
}
