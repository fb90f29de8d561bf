package connection

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	fallback string // the profile used when none is named
}

type profile struct {
	name string
	keys map[string]string
}

// profiles reads the profile file. A missing one is empty.
func (s *Store) profiles() (profileFile, error) {
	path := s.ConfigFile
	if path == "" {
		path = s.getenv("DATABRICKS_CONFIG_FILE")
	}
	if path == "" {
		path = "~/.databrickscfg"
	}
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home := s.getenv("HOME")
		if home == "" {
			home = s.getenv("USERPROFILE")
		}
		if home == "" {
			return profileFile{path: path, fallback: defaultProfile}, nil
		}
		path = filepath.Join(home, rest)
	}
	file := profileFile{path: path, fallback: defaultProfile}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	if err != nil {
		return file, err
	}
	if file.profiles, err = parseProfiles(path, string(text)); err != nil {
		return file, err
	}
	if name := file.profiles[settingsSection].keys["default_profile"]; name != "" {
		file.fallback = name
	}
	delete(file.profiles, settingsSection)
	return file, nil
}

// parseProfiles reads the INI dialect of the file: # and ; begin a comment line, and
// " #" a comment behind a value, so that a password may hold a #. Messages never
// show values: they may be secrets.
func parseProfiles(path, text string) (map[string]profile, error) {
	profiles := map[string]profile{}
	var keys map[string]string // of the current section
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
			keys = map[string]string{}
			profiles[name] = profile{name, keys}
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || keys == nil {
			return nil, fmt.Errorf("%s:%d: expected key = value below a [profile]", path, n)
		}
		value, _, _ = strings.Cut(strings.TrimSpace(value), " #")
		keys[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return profiles, nil
}

func (p profile) connection(path string) (Connection, error) {
	c := Connection{
		Host: p.keys["host"], WorkspaceID: p.keys["workspace_id"],
		Source: fmt.Sprintf("profile %s of %s", p.name, path),
	}
	if c.Host == "" {
		return c, fmt.Errorf("profile %s in %s has no host", p.name, path)
	}
	missing := fmt.Sprintf("profile %s in %s has no token; other ways of signing in are not supported", p.name, path)
	c.Auth = tokenOr(p.keys["token"], missing)
	return c, nil
}

// tokenOr returns the token, or the error when there is none: calls without
// credentials, dry runs among them, then still work.
func tokenOr(token, missing string) Auth {
	if token != "" {
		return StaticToken(token)
	}
	return TokenFunc(func(context.Context) (string, error) { return "", errors.New(missing) })
}

func listOr(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, ", ")
}
