package connection

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// entra answers as Entra ID, the metadata service of a machine and a workspace's
// sign-in page do. Lifetimes are text, as there.
func entra(t *testing.T, c *clock) *provider {
	return newProvider(t, func(n int, w http.ResponseWriter, r *http.Request) {
		resource := r.Form.Get("resource")
		access := fmt.Sprintf("c4nary-%d-%s", n, resource)
		switch r.URL.Path {
		case "/aad/auth":
			w.Header().Set("Location", "https://login.microsoftonline.com/found-tenant/oauth2/authorize?x=y")
			w.WriteHeader(http.StatusFound)
		case "/msi":
			assert.Equal(t, "true", r.Header.Get("Metadata"))
			assert.Equal(t, msiVersion, r.Form.Get("api-version"))
			writeJSON(w, 200, map[string]string{"access_token": access, "expires_on": strconv.FormatInt(c.now().Add(time.Hour).Unix(), 10)})
		default:
			writeJSON(w, 200, map[string]string{"access_token": access, "token_type": "Bearer", "expires_in": "3600"})
		}
	})
}

func TestAzureClientSecret(t *testing.T) {
	c := newClock()
	p := entra(t, c)
	a := signed(t, fakeMachine(c, nil), p.URL, map[string]string{
		"azure_client_id": "app", "azure_client_secret": "c4nary", "azure_tenant_id": "my-tenant",
		"azure_authority_host": p.URL + "/", "azure_workspace_resource_id": "/subscriptions/1",
	})
	h := headersOf(t, a, false)
	assert.Equal(t, "Bearer c4nary-1-"+databricksApplication, h.Get("Authorization"))
	assert.Equal(t, "c4nary-2-https://management.core.windows.net/", h.Get(managementHeader))
	assert.Equal(t, "/subscriptions/1", h.Get(resourceIDHeader))
	r := p.requests()[0]
	assert.Equal(t, "/my-tenant/oauth2/token", r.URL.Path)
	assert.Equal(t, "client_credentials app c4nary", r.Form.Get("grant_type")+" "+r.Form.Get("client_id")+" "+r.Form.Get("client_secret"))

	c.add(time.Hour - azureEarly - time.Nanosecond)
	assert.Equal(t, h, headersOf(t, a, false))
	idle(a.(*tokens)) // the refresh ahead that this call began
	c.add(time.Hour - azureEarly)
	headersOf(t, a, false)
	assert.Len(t, p.requests(), 6, "40 s before its end it counts as expired")
}

func TestAzureTenantOfTheWorkspace(t *testing.T) {
	c := newClock()
	p := entra(t, c)
	a := signed(t, fakeMachine(c, nil), p.URL, map[string]string{"azure_client_id": "app", "azure_client_secret": "c4nary", "azure_authority_host": p.URL})
	headersOf(t, a, false)
	headersOf(t, a, true)
	var paths []string
	for _, r := range p.requests() {
		paths = append(paths, r.URL.Path)
	}
	const grant = "/found-tenant/oauth2/token"
	assert.Equal(t, []string{"/aad/auth", grant, grant, grant, grant}, paths)

	p = newProvider(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "https://login.example/--c4nary/x")
		w.WriteHeader(http.StatusFound)
	})
	_, err := signed(t, fakeMachine(c, nil), p.URL, map[string]string{"azure_client_id": "app", "azure_client_secret": "c4nary"}).Headers(t.Context(), false)
	require.ErrorContains(t, err, "/aad/auth: 302: it does not name its tenant; set azure_tenant_id")
	assert.NotContains(t, err.Error(), canary)
}

func TestAzureMSI(t *testing.T) {
	c := newClock()
	p := entra(t, c)
	a := signed(t, fakeMachine(c, nil), "https://x.databricks.azure.cn", map[string]string{"azure_use_msi": "true", "azure_client_id": "mine", "azure_msi_endpoint": p.URL + "/msi"})
	h := headersOf(t, a, false)
	assert.Equal(t, "Bearer c4nary-1-"+databricksApplication, h.Get("Authorization"))
	assert.Equal(t, "c4nary-2-https://management.core.chinacloudapi.cn/", h.Get(managementHeader))
	assert.Equal(t, "mine", p.requests()[0].Form.Get("client_id"))
	held := a.(*tokens).current
	assert.Equal(t, c.now().Add(time.Hour-azureEarly), held.expiry)

	p = newProvider(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, 400, map[string]string{"error": "invalid_request", "error_description": "Identity not found"})
	})
	_, err := signed(t, fakeMachine(c, nil), p.URL, map[string]string{"auth_type": kindAzureMSI, "azure_msi_endpoint": p.URL}).Headers(t.Context(), false)
	assert.ErrorContains(t, err, "azure-msi: signing in failed: "+p.URL+": 400 invalid_request: Identity not found; this works only on a machine of Azure")
}

func TestAzureClouds(t *testing.T) {
	for _, c := range []struct{ host, environment, authority string }{
		{"https://adb-1.2.azuredatabricks.net", "", "https://login.microsoftonline.com"},
		{"https://adb-1.2.databricks.azure.us", "", "https://login.microsoftonline.us"},
		{"https://adb-1.2.databricks.azure.cn", "", "https://login.chinacloudapi.cn"},
		{"https://other.example", "", "https://login.microsoftonline.com"},
		{"https://other.example", "USGovernment", "https://login.microsoftonline.us"},
	} {
		got, err := (&signIn{host: c.host, settings: settings{"azure_environment": {text: c.environment}}}).azureCloud()
		require.NoError(t, err)
		assert.Equal(t, c.authority, got.authority)
	}
	got, err := (&signIn{settings: settings{"azure_authority_host": {text: "login.example/"}}}).azureCloud()
	require.NoError(t, err)
	assert.Equal(t, "https://login.example", got.authority)
	for _, kind := range []string{kindAzureMSI, kindAzureCLI, kindAzureClientSecret} {
		a := signed(t, fakeMachine(newClock(), nil), "https://h", map[string]string{"auth_type": kind, "azure_environment": "moon", "azure_client_id": "a", "azure_client_secret": "c4nary"})
		_, err := a.Headers(t.Context(), false)
		assert.ErrorContains(t, err, "azure_environment is not one of PUBLIC, USGOVERNMENT, CHINA")
	}
}
