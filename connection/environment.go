package connection

import "strings"

// EnvironmentName is the name of the connection that DATABRICKS_HOST and the
// variables beside it make.
const EnvironmentName = "env"

const environmentSource = "environment"

// environment reads the connection of the environment. Its values are taken as they
// are: other tools read them too and know no references.
func (s *Store) environment() definition {
	d := definition{name: EnvironmentName, source: environmentSource, settings: settings{}}
	put := func(key, name string) {
		_ = d.settings.put(key, strings.TrimSpace(s.getenv(name)), name, false) // fails for references only
	}
	put("host", "DATABRICKS_HOST")
	put("workspace_id", "DATABRICKS_WORKSPACE_ID")
	put("rate", "DATABRICKS_RATE_LIMIT")
	for _, k := range authKeys {
		for _, name := range k.env {
			if !d.settings.has(k.key) {
				put(k.key, name)
			}
		}
	}
	s.ambient(&d)
	return d
}

// ambient signs in with the identity token that the surroundings offer, if nothing
// was set to sign in with.
func (s *Store) ambient(d *definition) {
	if d.settings.has("auth_type") {
		return
	}
	for i := range kinds {
		if kinds[i].markIn(d.settings) != "" {
			return
		}
	}
	switch {
	case s.getenv(usualOIDCVariable) != "":
		d.settings["auth_type"] = value{text: kindEnvOIDC, source: usualOIDCVariable}
	case d.settings.has("actions_id_token_request_url") && d.settings.has("actions_id_token_request_token"):
		d.settings["auth_type"] = value{text: kindGitHubOIDC, source: "ACTIONS_ID_TOKEN_REQUEST_URL"}
	}
}
