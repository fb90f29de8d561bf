package connection

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// defaultProfile is the section used when no profile is named and the settings name
// none. Other profiles do not inherit from it.
const defaultProfile = "DEFAULT"

// settingsSection holds settings of the Databricks CLI, not a profile.
const settingsSection = "__settings__"

// profileFile is a parsed ~/.databrickscfg.
type profileFile struct {
	path     string
	profiles map[string]profile
	fallback string      // the profile used when none is named; "" if the file does not say
	access   fs.FileMode // what others may do with it
	blank    bool        // there is no file, or nothing in it
}

type profile struct {
	name  string
	keys  map[string]string
	lines map[string]int // where each key stands
}

// readProfiles reads the profile file. A missing one is empty.
func (s *Store) readProfiles() (profileFile, error) {
	path := s.ConfigFile
	if path == "" {
		path = s.getenv("DATABRICKS_CONFIG_FILE")
	}
	if path == "" {
		path = "~/.databrickscfg"
	}
	file := profileFile{path: path, blank: true}
	whole, err := s.machine().expandHome(path)
	if err != nil {
		return file, nil //nolint:nilerr // without a home there is no such file
	}
	file.path = whole
	text, access, err := readOwn(whole)
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	if err != nil {
		return file, err
	}
	file.access, file.blank = access, blank(text)
	if file.profiles, err = parseProfiles(whole, string(text)); err != nil {
		return file, err
	}
	file.fallback = file.profiles[settingsSection].keys["default_profile"]
	delete(file.profiles, settingsSection)
	return file, nil
}

// parseProfiles reads the INI dialect of the file: # and ; begin a comment line, and
// " #" a comment behind a value, so that a password may hold a #. Messages never
// show values: they may be secrets.
func parseProfiles(path, text string) (map[string]profile, error) {
	profiles := map[string]profile{}
	var current *profile
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "["); ok {
			name, _, closed := strings.Cut(rest, "]")
			name = strings.TrimSpace(name)
			if !closed || name == "" {
				return nil, fmt.Errorf("%s:%d: a section is written [name]", path, n)
			}
			if _, twice := profiles[name]; twice {
				return nil, fmt.Errorf("%s:%d: profile %s stands here twice", path, n, name)
			}
			current = &profile{name, map[string]string{}, map[string]int{}}
			profiles[name] = *current
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || current == nil {
			return nil, fmt.Errorf("%s:%d: expected key = value below a [profile]", path, n)
		}
		value, _, _ = strings.Cut(strings.TrimSpace(value), " #")
		key = strings.TrimSpace(key)
		current.keys[key], current.lines[key] = strings.TrimSpace(value), n
	}
	return profiles, nil
}
