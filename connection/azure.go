package connection

import (
	"cmp"
	"errors"
	"net/http"
	"strings"
	"time"
)

// databricksApplication is the resource that a token for any Azure workspace is for.
const databricksApplication = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"

// azureEarly is how long before its end an Azure token counts as expired: the
// workspace refuses it in its last 30 s.
const azureEarly = 40 * time.Second

// Headers that go with Azure tokens.
const (
	managementHeader = "X-Databricks-Azure-SP-Management-Token"
	resourceIDHeader = "X-Databricks-Azure-Workspace-Resource-Id"
)

// cloud is one of the separate Azures.
type cloud struct {
	name       string // as ARM_ENVIRONMENT says it
	suffix     string // of workspace hosts
	authority  string
	management string // the resource of the token for the management API
}

var clouds = []cloud{
	{"public", ".azuredatabricks.net", "https://login.microsoftonline.com", "https://management.core.windows.net/"},
	{"usgovernment", ".databricks.azure.us", "https://login.microsoftonline.us", "https://management.core.usgovcloudapi.net/"},
	{"china", ".databricks.azure.cn", "https://login.chinacloudapi.cn", "https://management.core.chinacloudapi.cn/"},
}

// azureCloud is the one that azure_environment names, else the one of the host, else
// the public one. azure_authority_host goes over its sign-in host.
func (s *signIn) azureCloud() (cloud, error) {
	found := clouds[0]
	named := strings.ToLower(s.text("azure_environment"))
	known := named == ""
	for _, c := range clouds {
		if named == c.name || named == "" && strings.HasSuffix(s.host, c.suffix) {
			found, known = c, true
		}
	}
	if !known {
		return found, &SignInError{Type: s.kind, Err: errors.New("azure_environment is not one of PUBLIC, USGOVERNMENT, CHINA")}
	}
	found.authority = strings.TrimSuffix(cmp.Or(s.text("azure_authority_host"), found.authority), "/")
	if !strings.Contains(found.authority, "://") {
		found.authority = "https://" + found.authority
	}
	return found, nil
}

// azureToken is a token for the workspace with, if there is one, a second for the
// management API, by which a service principal that is no member yet is let in. It
// lives as long as the shorter of both.
func (s *signIn) azureToken(workspace, management bearerOf) *token {
	lives := workspace.lives
	if management.access != "" && management.lives > 0 {
		lives = min(lives, management.lives)
	}
	t := s.issued(workspace.access, lives, azureEarly)
	if management.access != "" {
		t.headers[http.CanonicalHeaderKey(managementHeader)] = []string{management.access}
	}
	if id := s.text("azure_workspace_resource_id"); id != "" {
		t.headers[http.CanonicalHeaderKey(resourceIDHeader)] = []string{id}
	}
	return t
}
