package connection

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPrecedence: the same name in every place, taken away one by one; and the same
// for the default.
func TestPrecedence(t *testing.T) {
	const profile = "[env]\nhost = profile\ntoken = t\n[p]\nhost = profile\n[DEFAULT]\nhost = fallback\n"
	const file = "connections: {env: {host: file}, p: {host: file}}"
	given := map[string]Connection{"env": {Host: "given"}, "p": {Host: "given"}}
	host := map[string]string{"DATABRICKS_HOST": "environment"}
	for _, c := range []struct {
		name    string
		given   map[string]Connection
		env     map[string]string
		file    string
		profile string
		want    string
	}{
		{"env", given, host, file, profile, "given"},
		{"env", nil, host, file, profile, "environment"},
		{"env", nil, nil, file, profile, "file"},
		{"env", nil, nil, "", profile, "profile"},
		{"p", given, host, file, profile, "given"},
		{"p", nil, host, file, profile, "file"},
		{"p", nil, host, "", profile, "profile"},

		{"", nil, map[string]string{"ACTIONCTL_CONNECTION": "p", "DATABRICKS_CONFIG_PROFILE": "DEFAULT", "DATABRICKS_HOST": "environment"}, file, profile, "file"},
		{"", nil, map[string]string{"DATABRICKS_CONFIG_PROFILE": "DEFAULT", "DATABRICKS_HOST": "environment"}, file, profile, "fallback"},
		{"", nil, host, "default: p\n" + file, profile, "environment"},
		{"", nil, nil, "default: p\n" + file, profile + "[__settings__]\ndefault_profile = DEFAULT\n", "file"},
		{"", nil, nil, file, profile + "[__settings__]\ndefault_profile = p\n", "file"},
		{"", nil, nil, "", profile + "[__settings__]\ndefault_profile = p\n", "profile"},
		{"", nil, nil, file, profile, "fallback"},
	} {
		s := newStore(t, c.profile, c.env)
		s.Given = c.given
		writeConnections(t, s, c.file)
		got, err := s.Find(c.name)
		require.NoError(t, err)
		assert.Equal(t, "https://"+c.want, got.Host, "%+v", c)
	}
}

// A broken file does not stand in the way of what goes before it.
func TestBrokenFileHurtsOnlyWhatIsInIt(t *testing.T) {
	s := newStore(t, "[p]\nhost = h\n", map[string]string{"DATABRICKS_HOST": "environment"})
	s.Given = map[string]Connection{"mine": {Host: "given"}}
	writeConnections(t, s, "connections: {a: {hots: h}}")
	for _, name := range []string{"mine", "env", ""} {
		_, err := s.Find(name)
		assert.NoError(t, err)
	}
	_, err := s.Find("p")
	var file *FileError
	assert.ErrorAs(t, err, &file, "the file might have meant another p")
	_, err = s.Names()
	assert.ErrorAs(t, err, &file)
}

func TestEnvironment(t *testing.T) {
	for want, env := range map[string]map[string]string{
		"pat":                 {"DATABRICKS_TOKEN": canary, "DATABRICKS_CLIENT_ID": "i"},
		"oauth-m2m":           {"DATABRICKS_CLIENT_ID": "i", "DATABRICKS_CLIENT_SECRET": canary},
		"basic":               {"DATABRICKS_USERNAME": "me", "DATABRICKS_PASSWORD": canary},
		"databricks-cli":      {"DATABRICKS_AUTH_TYPE": "databricks-cli", "DATABRICKS_TOKEN": canary, "ARM_CLIENT_SECRET": canary},
		"azure-client-secret": {"ARM_CLIENT_ID": "i", "ARM_CLIENT_SECRET": canary, "ARM_TENANT_ID": "t", "ARM_USE_MSI": "false"},
		"azure-msi":           {"ARM_USE_MSI": "true", "ARM_CLIENT_ID": "i"},
		"env-oidc":            {"DATABRICKS_OIDC_TOKEN": canary, "DATABRICKS_CLIENT_ID": "i"},
		"file-oidc":           {"DATABRICKS_OIDC_TOKEN_FILEPATH": "/f"},
		"github-oidc":         {"ACTIONS_ID_TOKEN_REQUEST_URL": "u", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": canary},
		"":                    {"ACTIONS_ID_TOKEN_REQUEST_URL": "u"},
	} {
		env["DATABRICKS_HOST"] = "h"
		env["DATABRICKS_RATE_LIMIT"] = "15"
		info, err := newStore(t, "", env).Describe("env")
		require.NoError(t, err, want)
		assert.Equal(t, want, info.AuthType)
		assert.Contains(t, info.Settings, Setting{"host", "https://h", "DATABRICKS_HOST"})
		assert.Contains(t, info.Settings, Setting{"rate", "15", "DATABRICKS_RATE_LIMIT"})
		for _, s := range info.Settings {
			assert.NotContains(t, s.Value, canary)
		}
	}
	c, err := newStore(t, "", map[string]string{"DATABRICKS_HOST": "h", "DATABRICKS_TOKEN": "env:X"}).Find("env")
	require.NoError(t, err)
	assert.Equal(t, "env:X", tokenOf(t, c), "other tools read the variable too and know no references")
}

func TestTwoKindsOfCredentials(t *testing.T) {
	for want, env := range map[string]map[string]string{
		"two ways of signing in are set, DATABRICKS_TOKEN (pat) and DATABRICKS_CLIENT_SECRET (oauth-m2m); remove one, or choose with DATABRICKS_AUTH_TYPE": {"DATABRICKS_TOKEN": canary, "DATABRICKS_CLIENT_SECRET": canary},
		"DATABRICKS_TOKEN (pat) and ARM_CLIENT_SECRET (azure-client-secret)":                                                                               {"DATABRICKS_TOKEN": canary, "ARM_CLIENT_SECRET": canary},
		"ARM_USE_MSI (azure-msi) and ARM_CLIENT_SECRET (azure-client-secret)":                                                                              {"ARM_USE_MSI": "1", "ARM_CLIENT_SECRET": canary},
	} {
		env["DATABRICKS_HOST"] = "h"
		_, err := newStore(t, "", env).Find("env")
		require.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), canary)
	}
	const both = "[p]\nhost = h\ntoken = c4nary\nclient_id = i\nclient_secret = c4nary\n"
	_, err := newStore(t, both, nil).Find("p")
	require.EqualError(t, err, "connection p: two ways of signing in are set, token (pat) and client_secret (oauth-m2m); remove one, or choose with auth_type")
	c, err := newStore(t, both+"auth_type = pat\n", nil).Find("p")
	require.NoError(t, err)
	assert.Equal(t, canary, tokenOf(t, c))
	_, err = newStore(t, both+"auth_type = patt\n", nil).Find("p")
	assert.ErrorContains(t, err, `auth type "patt" is not known; did you mean "pat"?`)
}

func TestProfileSettings(t *testing.T) {
	s := newStore(t, "[p]\nhost = h\ntoken = file:"+canary+"\n", nil)
	_, err := s.Find("p")
	require.ErrorContains(t, err, s.ConfigFile+":3: token: file: wants a whole path")
	assert.NotContains(t, err.Error(), canary)

	s = newStore(t, "[p]\nhost = h\nrate_limit = 4\nhttp_timeout_seconds = 30\nretry_timeout_seconds = 600\nskip_verify = true\noidc_token_filepath = /f\nunknown = x\n", nil)
	c, err := s.Find("p")
	require.NoError(t, err)
	assert.Equal(t, "30s 10m0s", c.InactivityTimeout.String()+" "+c.RetryBudget.String())
	assert.InDelta(t, 4, c.Rate, 0)
	assert.Equal(t, []string{s.ConfigFile + ":6: skip_verify is not supported; trust the server's authority with ca_file in connections.yaml"}, c.Warnings)
	info, err := s.Describe("p")
	require.NoError(t, err)
	assert.Equal(t, "file-oidc", info.AuthType)
	assert.Contains(t, info.Settings, Setting{"databricks_id_token_filepath", "/f", s.ConfigFile + ":7"})

	require.NoError(t, os.Chmod(s.ConfigFile, 0o644))
	c, err = (&Store{ConfigFile: s.ConfigFile}).Find("p")
	require.NoError(t, err)
	assert.Contains(t, c.Warnings[0], "others may read it; only you may: chmod 600 ")

	s = newStore(t, "[p]\nhost = h\ntoken = command:c4nary\n", nil)
	require.NoError(t, os.Chmod(s.ConfigFile, 0o660))
	_, err = s.Find("p")
	assert.ErrorContains(t, err, ":3: token: others may write this file")

	_, err = newStore(t, "", map[string]string{"DATABRICKS_HOST": "h", "DATABRICKS_RATE_LIMIT": "c4nary"}).Find("env")
	assert.EqualError(t, err, "connection env: DATABRICKS_RATE_LIMIT: rate: expected a number of requests a second, such as 5 or 0.5")
}
