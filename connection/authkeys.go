package connection

// authKey is a setting of signing in: its key in files and its environment variables,
// the first one set counts. The names are those of the vendor's tools.
type authKey struct {
	key     string
	env     []string
	aliases []string // other keys for the same, in files
}

// authKeys are all settings of signing in.
var authKeys = []authKey{
	{key: "auth_type", env: []string{"DATABRICKS_AUTH_TYPE"}},
	{key: "account_id", env: []string{"DATABRICKS_ACCOUNT_ID"}},
	{key: "token", env: []string{"DATABRICKS_TOKEN"}},
	{key: "username", env: []string{"DATABRICKS_USERNAME"}},
	{key: "password", env: []string{"DATABRICKS_PASSWORD"}},
	{key: "client_id", env: []string{"DATABRICKS_CLIENT_ID"}},
	{key: "client_secret", env: []string{"DATABRICKS_CLIENT_SECRET"}},
	{key: "scopes"},
	{key: "audience", env: []string{"DATABRICKS_TOKEN_AUDIENCE"}, aliases: []string{"token_audience"}},
	{key: "discovery_url", env: []string{"DATABRICKS_DISCOVERY_URL"}},
	{key: "profile"},
	{key: "databricks_cli_path", env: []string{"DATABRICKS_CLI_PATH"}},
	{key: "oidc_token_env", env: []string{"DATABRICKS_OIDC_TOKEN_ENV"}},
	{key: "databricks_id_token_filepath", env: []string{"DATABRICKS_OIDC_TOKEN_FILEPATH", "DATABRICKS_OIDC_TOKEN_FILE"}, aliases: []string{"oidc_token_filepath"}},
	{key: "actions_id_token_request_url", env: []string{"ACTIONS_ID_TOKEN_REQUEST_URL"}},
	{key: "actions_id_token_request_token", env: []string{"ACTIONS_ID_TOKEN_REQUEST_TOKEN"}},
	{key: "azure_workspace_resource_id", env: []string{"DATABRICKS_AZURE_RESOURCE_ID"}},
	{key: "azure_use_msi", env: []string{"ARM_USE_MSI"}},
	{key: "azure_client_id", env: []string{"ARM_CLIENT_ID"}},
	{key: "azure_client_secret", env: []string{"ARM_CLIENT_SECRET"}},
	{key: "azure_tenant_id", env: []string{"ARM_TENANT_ID"}},
	{key: "azure_environment", env: []string{"ARM_ENVIRONMENT"}},
	{key: "azure_authority_host", env: []string{"AZURE_AUTHORITY_HOST"}},
	{key: "azure_msi_endpoint", env: []string{"ARM_MSI_ENDPOINT"}},
}

// authKeyNames are the keys as the auth section of connections.yaml has them, where
// auth_type is called type.
func authKeyNames() []string {
	var names []string
	for _, k := range authKeys {
		name := k.key
		if name == "auth_type" {
			name = "type"
		}
		names = append(append(names, name), k.aliases...)
	}
	return names
}

// authKeyOf is the key that a name of a file stands for, or "".
func authKeyOf(name string) string {
	for _, k := range authKeys {
		if k.key == name {
			return name
		}
		for _, alias := range k.aliases {
			if alias == name {
				return k.key
			}
		}
	}
	return ""
}
