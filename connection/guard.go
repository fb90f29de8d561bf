package connection

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// guard refuses a file that others may write, for its command: references run as
// whoever calls, and one with secrets in it that others may read. What is only
// unwise becomes warnings of the connections. access is what others may do.
func (f *connectionsFile) guard(access fs.FileMode) error {
	if len(f.entries) == 0 && f.fallback == "" {
		return nil // /dev/null, or a file just made
	}
	cure := fmt.Sprintf("only you may touch it: chmod 600 %s", f.path)
	if access&0o022 != 0 {
		return fmt.Errorf("%s: others may write it, and so have programs run in your name; %s", f.path, cure)
	}
	var exposed []string
	for _, name := range slices.Sorted(maps.Keys(f.entries)) {
		d := f.entries[name]
		inline := d.inline()
		if len(inline) > 0 {
			exposed = append(exposed, name)
			d.warnings = append(d.warnings, inline...)
		}
		if access&0o044 != 0 {
			d.warnings = append(d.warnings, fmt.Sprintf("%s: others may read it; %s", f.path, cure))
		}
		f.entries[name] = d
	}
	if access&0o044 != 0 && len(exposed) > 0 {
		return fmt.Errorf("%s: others may read it, and it holds secrets (of %s); %s", f.path, strings.Join(exposed, ", "), cure)
	}
	return nil
}

// inline warns of each secret that stands in the file itself, headers aside: most of
// them are none.
func (d *definition) inline() []string {
	var warnings []string
	for _, key := range secretKeys {
		if v := d.settings[key]; v.secret.inline() {
			warnings = append(warnings, fmt.Sprintf(
				"%s: the %s of connection %s stands in the file itself; put it into a keyring, a file or a variable and write keyring:SERVICE/NAME, file:PATH, env:NAME or command:PROGRAM here",
				v.source, key, d.name))
		}
	}
	return warnings
}
