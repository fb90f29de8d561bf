package connection

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDatabricksCLI(t *testing.T) {
	c := newClock()
	log := filepath.Join(t.TempDir(), "log")
	program(t, "databricks", `echo "$@ [$DATABRICKS_CONFIG_FILE]" >> `+log+`
echo "c4nary on stderr" >&2
case "$*" in *--force-refresh*) exit 1;; esac
echo '{"access_token":"c4nary-cli","token_type":"Bearer","expiry":"`+c.now().Add(time.Hour).Format(time.RFC3339)+`"}'`)
	asked := func() string {
		text, err := os.ReadFile(log)
		require.NoError(t, err)
		require.NoError(t, os.Remove(log))
		return string(text)
	}
	a := signed(t, fakeMachine(c, nil), "https://h", map[string]string{"auth_type": kindCLI})
	assert.Equal(t, "Bearer c4nary-cli", bearerIn(t, a, false))
	assert.Equal(t, c.now().Add(time.Hour), a.(*tokens).current.expiry)
	assert.Equal(t, "auth token --host https://h []\n", asked())
	bearerIn(t, a, true)
	assert.Equal(t, "auth token --host https://h --force-refresh []\nauth token --host https://h []\n", asked(), "older versions do not know --force-refresh")

	bearerIn(t, signed(t, fakeMachine(c, nil), "https://h", map[string]string{"auth_type": kindCLI, "account_id": "7"}), false)
	assert.Equal(t, "auth token --host https://h --account-id 7 []\n", asked())

	s := newStore(t, "[mine]\nhost = h\nauth_type = databricks-cli\n", nil)
	conn, err := s.Find("mine")
	require.NoError(t, err)
	assert.Equal(t, "c4nary-cli", tokenOf(t, conn))
	assert.Equal(t, "auth token --profile mine ["+s.ConfigFile+"]\n", asked())
}

func TestAzureCLI(t *testing.T) {
	c := newClock()
	p := entra(t, c)
	log := filepath.Join(t.TempDir(), "log")
	program(t, "az", `echo "$@" >> `+log+`
echo '{"accessToken":"c4nary-'"$4"'","expiresOn":"`+c.now().Add(time.Hour).Local().Format("2006-01-02 15:04:05.000000")+`","tokenType":"Bearer"}'`)
	a := signed(t, fakeMachine(c, nil), p.URL, map[string]string{"auth_type": kindAzureCLI, "azure_workspace_resource_id": "/s"})
	h := headersOf(t, a, false)
	assert.Equal(t, "Bearer c4nary-"+databricksApplication, h.Get("Authorization"))
	assert.Equal(t, "c4nary-https://management.core.windows.net/", h.Get(managementHeader))
	assert.Equal(t, c.now().Add(time.Hour-azureEarly).UTC(), a.(*tokens).current.expiry.UTC())
	text, err := os.ReadFile(log)
	require.NoError(t, err)
	assert.Contains(t, string(text), "account get-access-token --resource "+databricksApplication+" --output json --tenant found-tenant\n")
}

func TestCommandLineToolsThatFail(t *testing.T) {
	p := entra(t, newClock())
	fails := map[string]string{
		"echo 'c4nary'; exit 3":             "printed no token|ended with exit status 3",
		"echo c4nary >&2; exit 1":           "ended with exit status 1",
		"echo c4nary":                       "printed no token",
		`echo '{"access_token":""}'; true`:  "printed no token",
		`echo '{"access_token":"c4nary",'`:  "printed no token",
		"head -c 100000 /dev/zero; exit 0;": "printed more than 64 KiB",
	}
	for script, want := range fails {
		program(t, "az", script)
		program(t, "databricks", script)
		for kind, cure := range map[string]string{kindCLI: "; sign in with: databricks auth login --host " + p.URL, kindAzureCLI: "; sign in with: az login --tenant found-tenant"} {
			_, err := signed(t, fakeMachine(newClock(), nil), p.URL, map[string]string{"auth_type": kind}).Headers(t.Context(), false)
			require.ErrorIs(t, err, ErrSignIn, script)
			assert.Regexp(t, want, err.Error())
			assert.ErrorContains(t, err, cure)
			assert.NotContains(t, err.Error(), canary)
		}
	}
	t.Setenv("PATH", t.TempDir())
	for kind, cure := range map[string]string{kindCLI: "install the Databricks CLI", kindAzureCLI: "install the Azure CLI"} {
		_, err := signed(t, fakeMachine(newClock(), nil), p.URL, map[string]string{"auth_type": kind}).Headers(t.Context(), false)
		assert.ErrorContains(t, err, cure)
	}
}
