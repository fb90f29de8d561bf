package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhenATokenEnds(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 30, 15, 99, time.UTC)
	for text, want := range map[string]string{
		"30d":                       "2026-12-22T12:30:15Z",
		"1d":                        "2026-11-23T12:30:15Z",
		"90m":                       "2026-11-22T14:00:15Z",
		"2026-11-23":                "2026-11-23T00:00:00Z",
		"2026-11-22T14:00:00+01:00": "2026-11-22T13:00:00Z",
		"36500d":                    "2126-10-29T12:30:15Z",
	} {
		end, err := tokenOptions{expires: text}.end(now)
		require.NoError(t, err, text)
		assert.Equal(t, want, end.UTC().Format(time.RFC3339), text)
	}
	for _, text := range []string{
		"", "d", "30", "-1d", "+1d", "1.5d", "0d", "-5h", "0s", "2026-11-22", "2026-13-01", "tomorrow", "36501d", "65536d",
		"99999999999999999999d", "9999-01-01", "876001h", "\x00",
	} {
		_, err := tokenOptions{expires: text}.end(now)
		var usage usageError
		require.ErrorAs(t, err, &usage, text)
	}
	end, err := tokenOptions{expires: usualExpiry, noExpiry: true}.end(now)
	require.NoError(t, err)
	assert.True(t, end.IsZero())
}

func TestWhereTokensAre(t *testing.T) {
	env := map[string]string{"HOME": "/home/me"}
	a := &app{streams: &streams{Getenv: func(name string) string { return env[name] }}}
	for _, step := range []struct{ name, value, want string }{
		{"HOME", "/home/me", "/home/me/.config/actionctl/tokens.json"},
		{"XDG_CONFIG_HOME", "/xdg", "/xdg/actionctl/tokens.json"},
		{"ACTIONCTL_CONNECTIONS", "/etc/actionctl/connections.yaml", "/etc/actionctl/tokens.json"},
		{"ACTIONCTL_TOKENS", "/run/tokens", "/run/tokens"},
	} {
		env[step.name] = step.value
		assert.Equal(t, step.want, a.tokenStore().Path)
	}
	a.tokensFile = "mine.json"
	assert.Equal(t, "mine.json", a.tokenStore().Path)

	homeless := &app{streams: &streams{Getenv: func(string) string { return "" }}}
	_, err := homeless.tokenStore().List()
	assert.ErrorContains(t, err, "there is no place for tokens")
}
