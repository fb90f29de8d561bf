package connection

// Default is the name of the connection that is used when none is named, and what
// says so: ACTIONCTL_CONNECTION, DATABRICKS_CONFIG_PROFILE, the environment if
// DATABRICKS_HOST is set, the default of connections.yaml, the profile that the
// settings of the profile file name, the profile DEFAULT.
func (s *Store) Default() (name, why string, err error) {
	for _, variable := range []string{"ACTIONCTL_CONNECTION", "DATABRICKS_CONFIG_PROFILE"} {
		if name := s.getenv(variable); name != "" {
			return name, variable, nil
		}
	}
	if s.getenv("DATABRICKS_HOST") != "" {
		return EnvironmentName, "DATABRICKS_HOST", nil
	}
	file, err := s.connections()
	if err != nil {
		return "", "", err
	}
	if file.fallback != "" {
		return file.fallback, file.path, nil
	}
	profiles, err := s.profiles()
	if err != nil {
		return "", "", err
	}
	if profiles.fallback != "" {
		return profiles.fallback, profiles.path, nil
	}
	return defaultProfile, noDefault, nil
}

// noDefault is why the profile DEFAULT is the default: a person who has none has named
// no connection at all.
const noDefault = "nothing else says so"
