package connection

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// profileKeys are the settings beside signing in that profiles have under another
// name, and how their values are written there.
var profileKeys = map[string]struct {
	key, unit string
}{
	"host":                  {"host", ""},
	"workspace_id":          {"workspace_id", ""},
	"rate_limit":            {"rate", ""},
	"http_timeout_seconds":  {"inactivity_timeout", "s"},
	"retry_timeout_seconds": {"retry_budget", "s"},
}

// definition turns a profile into a connection's definition. Keys that are not known
// belong to other tools. access is what others may do with the file.
func (p profile) definition(path string, access fs.FileMode) (definition, error) {
	d := definition{
		name: p.name, settings: settings{}, origin: path, profile: true,
		source: fmt.Sprintf("profile %s of %s", p.name, path),
	}
	var problems []error
	for _, name := range slices.Sorted(maps.Keys(p.keys)) {
		key, text := authKeyOf(name), p.keys[name]
		if plain, ok := profileKeys[name]; ok {
			key = plain.key
			if text != "" {
				text += plain.unit
			}
		}
		if key == "" || key == "profile" || d.settings.has(key) {
			continue
		}
		source := fmt.Sprintf("%s:%d", path, p.lines[name])
		if err := d.settings.put(key, text, source, true); err != nil {
			problems = append(problems, fmt.Errorf("%s: %s: %w", source, name, err))
		}
		if access&0o022 != 0 && d.settings[key].secret.scheme == fromCommand {
			problems = append(problems, fmt.Errorf("%s: %s: others may write this file, and so have programs run in your name; only you may touch it: chmod 600 %s", source, name, path))
		}
	}
	d.settings["profile"] = value{text: p.name, source: fmt.Sprintf("the section in %s", path)}
	d.warnings = p.warnings(path, access)
	return d, errors.Join(problems...)
}

func (p profile) warnings(path string, access fs.FileMode) []string {
	var warnings []string
	if access&0o066 != 0 {
		warnings = append(warnings, fmt.Sprintf("%s: others may read it; only you may: chmod 600 %s", path, path))
	}
	if truth(strings.TrimSpace(p.keys["skip_verify"])) {
		warnings = append(warnings, fmt.Sprintf("%s:%d: skip_verify is not supported; trust the server's authority with ca_file in connections.yaml", path, p.lines["skip_verify"]))
	}
	return warnings
}
