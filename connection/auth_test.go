package connection

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAuthOfAProgram(t *testing.T) {
	assert.Equal(t, "Bearer a", bearerIn(t, StaticToken("a"), true))
	assert.Equal(t, "Bearer b", bearerIn(t, TokenFunc(func(context.Context) (string, error) { return "b", nil }), false))
	none := errors.New("none")
	_, err := TokenFunc(func(context.Context) (string, error) { return "", none }).Headers(t.Context(), false)
	assert.ErrorIs(t, err, none)
}

func TestDescribeWhatAProgramBrings(t *testing.T) {
	s := &Store{Given: map[string]Connection{"mine": {
		Host: "h", Auth: StaticToken(canary), WorkspaceID: "7", Rate: 2.5, AllowUnknown: true, Policy: Policy{Mode: Safe}, Proxy: "http://me:c4nary@p:1",
	}}}
	info, err := s.Describe("mine")
	require.NoError(t, err)
	assert.Equal(t, &Info{Name: "mine", Host: "https://h", AuthType: "program", Source: "program", Settings: []Setting{
		{"allow_unknown", "true", "program"}, {"auth", "set", "program"}, {"host", "https://h", "program"}, {"policy.mode", "safe", "program"},
		{"proxy", "http://p:1", "program"}, {"rate", "2.5", "program"}, {"workspace_id", "7", "program"},
	}}, info)
	_, err = s.Describe("other")
	assert.ErrorIs(t, err, ErrUnknown)
}

func TestMissingVariablesAreNamed(t *testing.T) {
	for want, env := range map[string]map[string]string{
		"client_secret is not set; set DATABRICKS_CLIENT_SECRET":                   {"DATABRICKS_CLIENT_ID": "i"},
		"password is not set; set DATABRICKS_PASSWORD":                             {"DATABRICKS_USERNAME": "me"},
		"azure_client_secret is not set; set ARM_CLIENT_SECRET":                    {"ARM_CLIENT_ID": "i"},
		"is not set; set DATABRICKS_OIDC_TOKEN_FILEPATH":                           {"DATABRICKS_AUTH_TYPE": "file-oidc"},
		"client_id and client_secret are not set; set DATABRICKS_CLIENT_ID and DA": {"DATABRICKS_AUTH_TYPE": "oauth-m2m"},
	} {
		env["DATABRICKS_HOST"] = "h"
		c, err := newStore(t, "", env).Find("env")
		require.NoError(t, err)
		_, err = c.Auth.Headers(t.Context(), false)
		require.ErrorIs(t, err, ErrSignIn)
		assert.ErrorContains(t, err, want)
	}
}

// The real machine waits no longer than its context lasts.
func TestRealMachine(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	gone := errors.New("gone")
	cancel(gone)
	require.ErrorIs(t, machine{}.sleep(ctx, time.Hour), gone)
	require.NoError(t, machine{}.sleep(t.Context(), 0))
	assert.Less(t, machine{}.random(), 1.0)
	assert.False(t, machine{}.now().IsZero())
	assert.Empty(t, machine{}.getenv("HOME"))
}
