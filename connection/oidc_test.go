package connection

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange"
	jwtType       = "urn:ietf:params:oauth:token-type:jwt"
)

func TestIdentityTokensAreExchanged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(file, []byte("c4nary-file\n"), 0o600))
	for name, c := range map[string]struct {
		keys, env map[string]string
		subject   string
	}{
		"usual variable": {map[string]string{"auth_type": kindEnvOIDC}, map[string]string{usualOIDCVariable: "c4nary-env"}, "c4nary-env"},
		"own variable":   {map[string]string{"oidc_token_env": "MINE"}, map[string]string{"MINE": "c4nary-own"}, "c4nary-own"},
		"file":           {map[string]string{"databricks_id_token_filepath": file}, nil, "c4nary-file"},
	} {
		p := newProvider(t, tokenNumber)
		clock := newClock()
		a := signed(t, fakeMachine(clock, c.env), p.URL, c.keys)
		assert.Equal(t, "Bearer t1", bearerIn(t, a, false), name)
		form := p.requests()[0].Form
		assert.Equal(t, map[string][]string{
			"grant_type": {exchangeGrant}, "subject_token_type": {jwtType}, "subject_token": {c.subject}, "scope": {"all-apis"},
		}, map[string][]string(form), name)
		_, _, basic := p.requests()[0].BasicAuth()
		assert.False(t, basic, name)

		c.keys["client_id"] = "app"
		bearerIn(t, signed(t, fakeMachine(clock, c.env), p.URL, c.keys), false)
		assert.Equal(t, "app", p.requests()[1].Form.Get("client_id"), name)
		clock.add(time.Hour)
		assert.Equal(t, "Bearer t3", bearerIn(t, a, false), name)
	}
}

func TestGitHubIdentity(t *testing.T) {
	p := newProvider(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/github" {
			tokenNumber(n, w, r)
			return
		}
		assert.Equal(t, "Bearer c4nary-request", r.Header.Get("Authorization"))
		assert.Equal(t, "1", r.URL.Query().Get("v"))
		writeJSON(w, 200, map[string]string{"value": "c4nary-for-" + r.URL.Query().Get("audience")})
	})
	env := map[string]string{"ACTIONS_ID_TOKEN_REQUEST_URL": p.URL + "/github?v=1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "c4nary-request"}
	keys := map[string]string{"auth_type": kindGitHubOIDC, "client_id": "app"}
	assert.Equal(t, "Bearer t2", bearerIn(t, signed(t, fakeMachine(newClock(), env), p.URL, keys), false))
	assert.Equal(t, "c4nary-for-"+p.URL+"/oidc/v1/token", p.requests()[1].Form.Get("subject_token"), "the usual audience is the token endpoint")
	keys["audience"] = "mine"
	bearerIn(t, signed(t, fakeMachine(newClock(), env), p.URL, keys), false)
	assert.Equal(t, "c4nary-for-mine", p.requests()[3].Form.Get("subject_token"))
}

func TestIdentityTokenIsMissing(t *testing.T) {
	p := newProvider(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/refuse":
			writeJSON(w, 403, map[string]string{"message": "no " + r.Header.Get("Authorization")})
		case "/empty":
			writeJSON(w, 200, map[string]string{})
		default:
			writeJSON(w, 400, map[string]string{"error": "invalid_grant", "error_description": "policy for " + r.Form.Get("subject_token")})
		}
	})
	request := func(path string) map[string]string {
		return map[string]string{"ACTIONS_ID_TOKEN_REQUEST_URL": p.URL + path, "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "c4nary-request"}
	}
	for want, c := range map[string]struct {
		kind string
		env  map[string]string
	}{
		"env:DATABRICKS_OIDC_TOKEN: the variable is not set":                                  {kindEnvOIDC, nil},
		"file:/gone: no such file":                                                            {kindFileOIDC, nil},
		"ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not set; run it": {kindGitHubOIDC, nil},
		"/refuse: 403: no Bearer **REDACTED**; run it in a GitHub Actions job":                {kindGitHubOIDC, request("/refuse?x=c4nary")},
		"/empty: the answer holds no token":                                                   {kindGitHubOIDC, request("/empty")},
		"invalid_grant: policy for **REDACTED**; check the federation policy":                 {kindEnvOIDC, map[string]string{usualOIDCVariable: "c4nary"}},
	} {
		keys := map[string]string{"auth_type": c.kind, "databricks_id_token_filepath": "/gone"}
		_, err := signed(t, fakeMachine(newClock(), c.env), p.URL, keys).Headers(t.Context(), false)
		require.ErrorIs(t, err, ErrSignIn, want)
		assert.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), canary)
	}
	env := map[string]string{"ACTIONS_ID_TOKEN_REQUEST_URL": "http://plain.example/x", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "c4nary"}
	_, err := signed(t, fakeMachine(newClock(), env), p.URL, map[string]string{"auth_type": kindGitHubOIDC}).Headers(t.Context(), false)
	assert.ErrorContains(t, err, "unencrypted")
}
