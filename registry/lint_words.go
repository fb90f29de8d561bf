package registry

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const maxSummary = 100

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (d *descriptor) checkWords() {
	a := d.a
	if !nameForm.MatchString(a.Name) {
		d.fault("name", "name", "name %q: use lower-case letters, digits and underscores", a.Name)
	}
	switch {
	case a.Summary == "":
	case len(a.Summary) > maxSummary:
		d.fault("summary", "summary", "summary has %d characters; the limit is %d", len(a.Summary), maxSummary)
	case !strings.HasSuffix(a.Summary, "."):
		d.fault("summary", "summary", "summary does not end in a full stop")
	case !unicode.IsUpper([]rune(a.Summary)[0]):
		d.fault("summary", "summary", "summary does not begin with a capital letter")
	}
	for _, text := range []struct{ key, value string }{
		{"summary", a.Summary}, {"description", a.Description}, {"deprecated", a.Deprecated},
	} {
		if strings.ContainsAny(text.value, "\n\t") {
			d.fault(text.key, "one-line", "%s holds a line break or a tab", text.key)
		}
		for _, name := range actionName.FindAllString(text.value, -1) {
			if _, ok := d.action(name); !ok {
				d.fault(text.key, "unknown-action", "%s names the action %s, which does not exist", text.key, name)
			}
		}
	}
	if !slices.Contains(Safeties(), a.Safety) {
		d.fault("safety", "safety", "safety %q is not one of read, write, cost, privileged, destructive", a.Safety)
	} else if d.nodes["safety"] != nil && a.Safety == defaultSafety(a.Method) {
		d.fault("safety", "safety", "%s is what %s means already; leave the key out", a.Safety, a.Method)
	}
}
