package connection

import (
	"fmt"
	"maps"
)

// written is what stands in the files that connections are read from.
type written struct {
	own                 connectionsFile
	profileFile         profileFile
	ownErr, profilesErr error // why a file could not be used
}

func (w *written) connections() (connectionsFile, error) { return w.own, w.ownErr }

func (w *written) profiles() (profileFile, error) { return w.profileFile, w.profilesErr }

// connections is what connections.yaml says: now, or at the last Reload.
func (s *Store) connections() (connectionsFile, error) {
	if kept := s.kept.Load(); kept != nil {
		return kept.connections()
	}
	return s.readConnections()
}

// profiles is what the profile file says: now, or at the last Reload.
func (s *Store) profiles() (profileFile, error) {
	if kept := s.kept.Load(); kept != nil {
		return kept.profiles()
	}
	return s.readProfiles()
}

// definitionIn finds a name outside of Given, among what the environment and the two files
// say. The second file is not asked for where the first has the name. The settings are
// the caller's own.
func (s *Store) definitionIn(name string, connections func() (connectionsFile, error), profiles func() (profileFile, error)) (_ definition, found bool, _ error) {
	if name == EnvironmentName && s.getenv("DATABRICKS_HOST") != "" {
		return s.environment(), true, nil
	}
	own, err := connections()
	if err != nil {
		return definition{}, false, err
	}
	if d, ok := own.entries[name]; ok {
		d.settings = maps.Clone(d.settings)
		return d, true, nil
	}
	file, err := profiles()
	if err != nil {
		return definition{}, false, err
	}
	p, ok := file.profiles[name]
	if !ok {
		return definition{}, false, nil
	}
	d, err := p.definition(file.path, file.access)
	if err == nil && !d.settings.has("host") {
		err = fmt.Errorf("profile %s in %s has no host", name, file.path)
	}
	return d, true, err
}

// same reports whether two definitions make the same connection. The lines that they
// stand on do not matter.
func (d *definition) same(other *definition) bool {
	return d.name == other.name && d.source == other.source && d.origin == other.origin && d.profile == other.profile &&
		maps.EqualFunc(d.settings, other.settings, func(a, b value) bool { return a.text == b.text && a.secret == b.secret })
}
