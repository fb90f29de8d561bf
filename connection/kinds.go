package connection

import (
	"errors"
	"fmt"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// The kinds of sign-in, as auth.type or auth_type names them.
const (
	kindPAT               = "pat"
	kindBasic             = "basic"
	kindM2M               = "oauth-m2m"
	kindCLI               = "databricks-cli"
	kindEnvOIDC           = "env-oidc"
	kindFileOIDC          = "file-oidc"
	kindGitHubOIDC        = "github-oidc"
	kindAzureClientSecret = "azure-client-secret"
	kindAzureMSI          = "azure-msi"
	kindAzureCLI          = "azure-cli"
)

// kind is one way of signing in.
type kind struct {
	name  string
	marks []string // keys that only this kind has: any of them means it
	needs []string // keys that it cannot do without
	fetch func(*signIn) fetcher
}

// kinds are all ways of signing in.
var kinds = []kind{
	{kindPAT, []string{"token"}, []string{"token"}, pat},
	{kindBasic, []string{"username", "password"}, []string{"username", "password"}, basic},
	{kindM2M, []string{"client_secret"}, []string{"client_id", "client_secret"}, m2m},
	{kindCLI, nil, nil, databricksCLI},
	{kindEnvOIDC, []string{"oidc_token_env"}, nil, envOIDC},
	{kindFileOIDC, []string{"databricks_id_token_filepath"}, []string{"databricks_id_token_filepath"}, fileOIDC},
	{kindGitHubOIDC, nil, nil, githubOIDC},
	{kindAzureMSI, []string{"azure_use_msi"}, nil, azureMSI},
	{kindAzureClientSecret, []string{"azure_client_secret"}, []string{"azure_client_id", "azure_client_secret"}, azureClientSecret},
	{kindAzureCLI, nil, nil, azureCLI},
}

// Kinds are the names of all ways of signing in.
func Kinds() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}

// kindOf finds out which way of signing in the settings mean. None at all is nil.
func kindOf(s settings) (*kind, error) {
	if name := s.text("auth_type"); name != "" {
		for i := range kinds {
			if kinds[i].name == name {
				return &kinds[i], nil
			}
		}
		return nil, fmt.Errorf("auth type %q is not known%s; there are: %s", name, spelling.DidYouMean(name, Kinds()), strings.Join(Kinds(), ", "))
	}
	var found *kind
	var by string // the setting that found it
	for i := range kinds {
		mark := kinds[i].markIn(s)
		if mark == "" {
			continue
		}
		if found != nil {
			return nil, twoKinds(s, found, by, &kinds[i], mark)
		}
		found, by = &kinds[i], mark
	}
	if found == nil {
		found = halfSet(s)
	}
	return found, nil
}

// markIn is a key of the settings that means this kind, or "".
func (k *kind) markIn(s settings) string {
	for _, mark := range k.marks {
		if mark == "azure_use_msi" && !truth(s.text(mark)) {
			continue
		}
		if s.has(mark) {
			return mark
		}
	}
	return ""
}

// halfSet is the kind that is meant by a user name without its secret.
func halfSet(s settings) *kind {
	name := ""
	switch {
	case s.has("client_id"):
		name = kindM2M
	case s.has("azure_client_id"):
		name = kindAzureClientSecret
	default:
		return nil
	}
	for i := range kinds {
		if kinds[i].name == name {
			return &kinds[i]
		}
	}
	return nil
}

func twoKinds(s settings, a *kind, aKey string, b *kind, bKey string) error {
	name := func(key string) string {
		if source := s[key].source; isVariable(source) {
			return source
		}
		return key
	}
	return fmt.Errorf("two ways of signing in are set, %s (%s) and %s (%s); remove one, or choose with %s",
		name(aKey), a.name, name(bKey), b.name, chooser(s, aKey))
}

// chooser is how auth_type is called where key was written.
func chooser(s settings, key string) string {
	source := s[key].source
	switch {
	case strings.Contains(source, ".yaml:") || strings.Contains(source, ".yml:"):
		return "auth.type"
	case isVariable(source):
		return "DATABRICKS_AUTH_TYPE"
	}
	return "auth_type"
}

// isVariable tells a source that is a variable from file:line and "program".
func isVariable(source string) bool {
	return source != "" && source != programSource && !strings.Contains(source, ":")
}

// missing are the keys that the kind needs and the settings lack.
func (k *kind) missing(s settings) []string {
	var missing []string
	for _, key := range k.needs {
		if !s.has(key) {
			missing = append(missing, key)
		}
	}
	return missing
}

// errNoKind is the error of a connection without credentials.
var errNoKind = errors.New("it has no credentials")
