package registry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/actionctl/connector/internal/lazyregexp"
)

const maxSummary = 100

var nameForm = lazyregexp.New(`^[a-z][a-z0-9_]*$`)

func (d *descriptor) checkWords() {
	a := d.a
	if a.Name != "" && !nameForm().MatchString(a.Name) {
		d.fault("name", "name", "name %q: use lower-case letters, digits and underscores", a.Name)
	}
	if n := d.nodes["summary"]; n != nil && isText(n) {
		d.checkSummary(a.Summary)
	}
	for _, text := range []struct{ key, value string }{
		{"summary", a.Summary}, {"description", a.Description}, {"deprecated", a.Deprecated},
	} {
		if text.key != "summary" && strings.ContainsAny(text.value, "\n\t") {
			d.fault(text.key, "one-line", "%s holds a line break or a tab", text.key)
		}
		for _, name := range actionName().FindAllString(text.value, -1) {
			if _, ok := d.action(name); !ok {
				d.fault(text.key, "unknown-action", "%s names the action %s, which does not exist", text.key, name)
			}
		}
	}
	if n := d.nodes["safety"]; n != nil && n.Value == string(defaultSafety(a.Method)) && a.Method != "" {
		d.fault("safety", "safety", "%s is what %s means already; leave the key out", a.Safety, a.Method)
	}
}

func (d *descriptor) checkSummary(s string) {
	if n := utf8.RuneCountInString(s); n > maxSummary {
		d.fault("summary", "summary", "summary has %d characters; the limit is %d", n, maxSummary)
	}
	if !strings.HasSuffix(s, ".") {
		d.fault("summary", "summary", "summary does not end in a full stop")
	}
	if first, _ := utf8.DecodeRuneInString(s); !unicode.IsUpper(first) {
		d.fault("summary", "summary", "summary does not begin with a capital letter")
	}
}
