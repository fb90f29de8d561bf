package connection

import (
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// entryKeys are the keys of one connection.
var entryKeys = []string{
	"host", "workspace_id", "auth", "headers", "rate", "burst", "concurrency", "timeout",
	"inactivity_timeout", "retry_budget", "ca_file", "proxy", "allow_unknown", "policy",
}

// entry reads one connection.
func (p *yamlParser) entry(name string, at, n *yaml.Node) definition {
	d := definition{name: name, settings: settings{}, origin: p.path, source: fmt.Sprintf("connection %s of %s", name, p.path)}
	what := name
	p.fields(n, what, entryKeys, func(key string, _, value *yaml.Node) {
		switch key {
		case "auth":
			p.auth(&d, value)
		case "headers":
			p.headers(&d, value)
		case "policy":
			p.policy(&d, value)
		default:
			p.plain(&d, key, what+": "+key, value)
		}
	})
	if n.Kind == yaml.MappingNode && !d.settings.has("host") && !hasKey(n, "host") {
		p.fault(at, "%s: host is missing", what)
	}
	return d
}

func hasKey(n *yaml.Node, key string) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

func (p *yamlParser) at(n *yaml.Node) string { return fmt.Sprintf("%s:%d", p.path, n.Line) }

// plain reads a setting that is one value.
func (p *yamlParser) plain(d *definition, key, what string, n *yaml.Node) {
	text, ok := p.text(n, what)
	if !ok {
		return
	}
	if err := apply(&Connection{}, key, text); err != nil {
		if key == "host" || key == "policy.mode" { // they name themselves
			what = d.name
		}
		p.fault(n, "%s: %v", what, err)
		return
	}
	d.settings[key] = value{text: text, source: p.at(n)}
}

func (p *yamlParser) auth(d *definition, n *yaml.Node) {
	what := d.name + ": auth"
	before := len(p.failed.Problems)
	p.fields(n, what, authKeyNames(), func(name string, _, v *yaml.Node) {
		key := "auth_type"
		if name != "type" {
			key = authKeyOf(name)
		}
		text, ok := p.text(v, what+": "+name)
		if !ok {
			return
		}
		if err := d.settings.put(key, text, p.at(v), true); err != nil {
			p.fault(v, "%s: %s: %v", what, name, err)
		}
	})
	k, err := kindOf(d.settings)
	if len(p.failed.Problems) > before {
		return // what is missing may be what is wrong
	}
	if err != nil {
		p.fault(n, "%s: %v", what, err)
		return
	}
	if k == nil {
		p.fault(n, "%s: it says neither how to sign in nor with what; set type", what)
		return
	}
	if missing := k.missing(d.settings); len(missing) > 0 {
		p.fault(n, "%s: %s wants %s", what, k.name, strings.Join(missing, " and "))
	}
}

func (p *yamlParser) headers(d *definition, n *yaml.Node) {
	what := d.name + ": headers"
	p.fields(n, what, nil, func(name string, at, v *yaml.Node) {
		if !isHeaderName(name) {
			p.fault(at, "%s: %q is no name of a header", what, name)
			return
		}
		if http.CanonicalHeaderKey(name) == "Authorization" {
			p.fault(at, "%s: Authorization is made by auth", what)
			return
		}
		text, ok := p.text(v, what+": "+name)
		if !ok {
			return
		}
		if err := d.settings.put(headerPrefix+http.CanonicalHeaderKey(name), text, p.at(v), true); err != nil {
			p.fault(v, "%s: %s: %v", what, name, err)
		}
	})
}

func isHeaderName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
	})
}

func (p *yamlParser) policy(d *definition, n *yaml.Node) {
	what := d.name + ": policy"
	p.fields(n, what, []string{"mode", "allow", "deny", "confirm"}, func(key string, _, v *yaml.Node) {
		if key == "mode" {
			p.plain(d, "policy.mode", what+": mode", v)
			return
		}
		if key == "confirm" {
			p.confirm(d, what, v)
			return
		}
		if v.Kind != yaml.SequenceNode {
			p.fault(v, "%s: %s: expected a list of globs, such as [delete_*]", what, key)
			return
		}
		var globs []string
		for _, item := range v.Content {
			text, ok := p.text(deref(item), what+": "+key)
			// A blank inside would make two globs of one, and the second may be *.
			if _, err := path.Match(text, ""); ok && (err != nil || len(strings.Fields(text)) != 1 || strings.TrimSpace(text) != text) {
				p.fault(item, "%s: %s: this is no glob; a glob is such as delete_*", what, key)
			}
			globs = append(globs, text)
		}
		d.settings["policy."+key] = value{text: strings.Join(globs, " "), source: p.at(v)}
	})
}

// confirm reads the classes that are to be confirmed.
func (p *yamlParser) confirm(d *definition, what string, v *yaml.Node) {
	if v.Kind != yaml.SequenceNode {
		p.fault(v, "%s: confirm: expected a list of classes, such as [destructive, privileged]", what)
		return
	}
	var classes []string
	for _, item := range v.Content {
		text, ok := p.text(deref(item), what+": confirm")
		if ok && !slices.Contains(confirmable, text) {
			p.fault(item, "%s: confirm: this is not one of %s", what, strings.Join(confirmable, ", "))
		}
		classes = append(classes, text)
	}
	d.settings["policy.confirm"] = value{text: strings.Join(classes, " "), source: p.at(v)}
}
