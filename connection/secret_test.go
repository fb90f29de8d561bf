package connection

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"
)

func TestReferences(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(home, "token")
	require.NoError(t, os.WriteFile(file, []byte("c4nary file\r\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(home, "two"), []byte("c4nary\n\n"), 0o600))
	m := fakeMachine(newClock(), map[string]string{"NAME": " c4nary env\n", "HOME": home})
	tool := program(t, "tool", `printf '  %s|' "$@"; echo; echo c4nary >&2`)
	for text, want := range map[string]struct{ shown, value string }{
		"env:NAME":                   {"env:NAME", " c4nary env\n"},
		"env: NAME":                  {"env:NAME", " c4nary env\n"},
		"file:" + file:               {"file:" + file, "c4nary file"},
		"file:~/two":                 {"file:~/two", "c4nary\n"},
		"keyring:actionctl/prod/x":   {"keyring:actionctl/prod/x", "c4nary-actionctl-prod/x"},
		"command:tool":               {"command:tool", "|"},
		`command:tool 'a  b' "$X" c`: {"command:tool …", "a  b|  $X|  c|"},
		"command:" + tool + " ''":    {"command:" + tool + " …", "|"},
		"c4nary":                     {"set", "c4nary"},
		"https://c4nary":             {"set", "https://c4nary"},
		"":                           {"", ""},
	} {
		s, err := parseSecret(text)
		require.NoError(t, err, text)
		assert.Equal(t, want.shown, s.String(), text)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
			assert.Equal(t, want.shown, fmt.Sprintf(verb, s), verb)
		}
		got, err := m.read(t.Context(), s)
		if text == "" {
			assert.Error(t, err)
			continue
		}
		require.NoError(t, err, text)
		assert.Equal(t, want.value, got, text)
	}
}

func TestReferencesThatAreNone(t *testing.T) {
	for text, want := range map[string]string{
		"env:":                      "env: wants the name of a variable",
		"env:$c4nary":               "env: wants",
		"env:a=c4nary":              "env: wants",
		"file:":                     "file: wants a whole path",
		"file:c4nary":               "file: wants a whole path",
		"command:":                  "command: wants a program",
		"command: '' c4nary":        "command: wants a program",
		"command:a 'c4nary":         "a quotation mark is not closed",
		"keyring:c4nary":            "keyring: wants SERVICE/NAME",
		"keyring:/c4nary":           "keyring: wants SERVICE/NAME",
		"keyring:actionctl-c4nary/": "keyring: wants SERVICE/NAME",
	} {
		_, err := parseSecret(text)
		require.ErrorContains(t, err, want, text)
		assert.NotContains(t, err.Error(), canary)
	}
}

func TestSecretsThatAreNotThere(t *testing.T) {
	folder := t.TempDir()
	big := filepath.Join(folder, "big")
	require.NoError(t, os.WriteFile(big, []byte(strings.Repeat(canary, 20_000)), 0o600))
	empty := filepath.Join(folder, "empty")
	require.NoError(t, os.WriteFile(empty, []byte("\n"), 0o600))
	program(t, "tool", "echo c4nary; echo c4nary >&2; exit 9")
	program(t, "silent", "true")
	program(t, "endless", "while :; do echo c4narycanarycanarycanary; done")
	m := fakeMachine(newClock(), nil)
	for text, want := range map[string]string{
		"env:GONE":            "env:GONE: the variable is not set",
		"file:" + big:         "larger than 64 KiB, which is no secret",
		"file:" + empty:       "file:" + empty + ": it is empty",
		"file:" + folder:      "is a directory",
		"file:/gone":          "file:/gone: no such file",
		"file:~/x":            "file:~/x: ~ is not known: HOME is not set",
		"command:gone c4nary": "command:gone …: gone: executable file not found in $PATH",
		"command:tool c4nary": "command:tool …: tool ended with exit status 9; run it by hand to see why",
		"command:silent":      "command:silent: it is empty",
		"command:endless":     "command:endless: endless printed more than 64 KiB", // and is ended
	} {
		s, err := parseSecret(text)
		require.NoError(t, err)
		_, err = m.read(t.Context(), s)
		require.ErrorContains(t, err, want, text)
		assert.NotContains(t, err.Error(), canary)
	}
	for cause, want := range map[error]string{
		keyring.ErrNotFound:       "keyring:a/b: the keyring has no such entry",
		errors.New("c4nary dbus"): "keyring:a/b: the keyring of this system does not answer",
	} {
		m.keyring = func(string, string) (string, error) { return canary, cause }
		_, err := m.read(t.Context(), secret{fromKeyring, "a/b"})
		require.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), canary)
	}
}

func TestCommandEndsWithItsContext(t *testing.T) {
	program(t, "slow", "sleep 600")
	gone := errors.New("the caller has gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	_, err := output(ctx, []string{"slow"}, nil)
	assert.ErrorIs(t, err, gone)
}

// TestSecretsAreReadLate: finding a connection reads none, the first call does, and a
// refusal reads again.
func TestSecretsAreReadLate(t *testing.T) {
	count := filepath.Join(t.TempDir(), "count")
	program(t, "tool", "echo x >> "+count+"; wc -l < "+count)
	s := newStore(t, "", nil)
	writeConnections(t, s, "connections: {p: {host: h, auth: {token: 'command:tool'}, headers: {X-Key: 'env:KEY', X-Team: etl}}}")
	env := map[string]string{}
	s.Getenv = func(name string) string { return env[name] }
	c, err := s.Find("p")
	require.NoError(t, err)
	assert.NoFileExists(t, count)
	assert.Equal(t, http.Header{"X-Team": {"etl"}}, c.Headers)
	_, err = c.Auth.Headers(t.Context(), false)
	require.ErrorContains(t, err, "headers: signing in failed: X-Key: env:KEY: the variable is not set")
	env["KEY"] = "c4nary"
	for range 2 {
		h := headersOf(t, c.Auth, false)
		assert.Equal(t, http.Header{"Authorization": {"Bearer 1"}, "X-Key": {"c4nary"}}, h)
	}
	env["KEY"] = "newer"
	assert.Equal(t, http.Header{"Authorization": {"Bearer 2"}, "X-Key": {"newer"}}, headersOf(t, c.Auth, true))
}

func TestBasic(t *testing.T) {
	a := signed(t, fakeMachine(newClock(), map[string]string{"PW": "c4nary: é"}), "https://h", map[string]string{"username": "me", "password": "env:PW"})
	r := http.Request{Header: headersOf(t, a, false)}
	user, password, ok := r.BasicAuth()
	assert.True(t, ok)
	assert.Equal(t, "me c4nary: é", user+" "+password)
}

func TestSignInOfAProgram(t *testing.T) {
	p := newProvider(t, tokenNumber)
	a, err := SignIn(Connection{Host: p.URL}, map[string]string{"client_id": "id", "client_secret": "env:S"}, func(string) string { return canary })
	require.NoError(t, err)
	assert.Equal(t, "Bearer t1", bearerIn(t, a, false))
	for want, keys := range map[string]map[string]string{
		`unknown key "tokn"`:            {"tokn": canary},
		"token: env: wants the name":    {"token": "env:"},
		`auth type "c" is not known`:    {"auth_type": "c"},
		"token (pat) and client_secret": {"token": canary, "client_secret": canary},
	} {
		_, err := SignIn(Connection{Host: "h"}, keys, nil)
		require.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), canary)
	}
	_, err = SignIn(Connection{Host: "http://h/?c4nary"}, nil, nil)
	require.ErrorContains(t, err, "unencrypted")
	a, err = SignIn(Connection{Host: "h", Source: "main.go"}, nil, nil)
	require.NoError(t, err)
	_, err = a.Headers(t.Context(), false)
	assert.EqualError(t, err, "auth: signing in failed: it has no credentials; set one of its keys, such as token, or auth_type, in main.go")
}
