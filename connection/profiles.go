package connection

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// defaultProfile is the section used when no profile is named. Other profiles do
// not inherit from it.
const defaultProfile = "DEFAULT"

// settingsSection holds settings of the Databricks CLI, not a profile.
const settingsSection = "__settings__"

// profileFile is a parsed ~/.databrickscfg.
type profileFile struct {
	path     string
	profiles map[string]profile
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
			return profileFile{path: path}, nil
		}
		path = filepath.Join(home, rest)
	}
	file := profileFile{path: path}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	if err != nil {
		return file, err
	}
	file.profiles, err = parseProfiles(path, string(text))
	return file, err
}

// parseProfiles reads the INI dialect of the file: # and ; begin a comment line, and
// " #" a comment behind a value, so that a password may hold a #. Messages never
// show values: they may be secrets.
func parseProfiles(path, text string) (map[string]profile, error) {
	profiles := map[string]profile{}
	var current *profile
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		if name, ok := strings.CutPrefix(line, "["); ok {
			name, _, closed := strings.Cut(name, "]")
			if !closed || strings.TrimSpace(name) == "" {
				return nil, fmt.Errorf("%s:%d: a section is written [name]", path, n)
			}
			name = strings.TrimSpace(name)
			if _, twice := profiles[name]; twice {
				return nil, fmt.Errorf("%s:%d: profile %s stands here twice", path, n, name)
			}
			current = &profile{name: name, keys: map[string]string{}}
			profiles[name] = *current
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || current == nil {
			return nil, fmt.Errorf("%s:%d: expected key = value below a [profile]", path, n)
		}
		value, _, _ = strings.Cut(value, " #")
		current.keys[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	delete(profiles, settingsSection)
	return profiles, lines.Err()
}

func (p profile) connection(path string) (Connection, error) {
	c := Connection{
		Host: p.keys["host"], WorkspaceID: p.keys["workspace_id"],
		Source: fmt.Sprintf("profile %s of %s", p.name, path),
	}
	if c.Host == "" {
		return c, fmt.Errorf("profile %s in %s has no host", p.name, path)
	}
	if c.WorkspaceID == "none" { // the Databricks CLI writes this for "unset"
		c.WorkspaceID = ""
	}
	missing := fmt.Sprintf("profile %s in %s has no token; other ways of signing in are not supported", p.name, path)
	c.Token = tokenOr(p.keys["token"], missing)
	return c, nil
}

// tokenOr returns the token, or the error when there is none: calls without
// credentials, dry runs among them, then still work.
func tokenOr(token, missing string) func(context.Context) (string, error) {
	if token != "" {
		return StaticToken(token)
	}
	return func(context.Context) (string, error) { return "", errors.New(missing) }
}

func listOr(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, ", ")
}
