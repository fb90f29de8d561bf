package world

import (
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// from is where a request has the resource's fields: the body, or the one object in
// it that looks more like the resource.
func (d *deriving) from(m member, item schema.Document, at string) string {
	if m.Body == nil || !m.Body.IsJSON() {
		return ""
	}
	body := d.properties(schema.Document(m.Body.Schema))
	fields := d.properties(item)
	for _, name := range slices.Sorted(maps.Keys(body)) {
		child, _ := body[name].(map[string]any)
		inner := d.properties(child)
		if _, own := fields[name]; own || len(inner) == 0 {
			continue
		}
		shared := 0
		for field := range inner {
			if _, ok := fields[field]; ok {
				shared++
			}
		}
		if name == at || 2*shared >= len(inner) {
			return registry.BodyParam + "." + name
		}
	}
	return registry.BodyParam
}

// inside is where an answer has the resource: the answer itself, or its only member
// when that is an object. Given the resource's type, it is the member of that type.
func (d *deriving) inside(answer registry.Schema, item schema.Document) string {
	members := d.properties(schema.Document(answer))
	if item != nil && same(d.types.Resolve(schema.Document(answer)), item) {
		return "$"
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		child, _ := members[name].(map[string]any)
		if item != nil && same(d.types.Resolve(child), item) || len(members) == 1 && len(d.properties(child)) > 0 {
			return name
		}
	}
	return "$"
}

// same reports whether two documents are one: types are decoded once.
func same(a, b schema.Document) bool {
	x, _ := a["properties"].(map[string]any)
	y, _ := b["properties"].(map[string]any)
	return len(x) > 0 && len(x) == len(y) && slices.Equal(slices.Sorted(maps.Keys(x)), slices.Sorted(maps.Keys(y)))
}

// field is the item's field that holds the parameter called name: the one of that
// name, or the one whose name the parameter's name ends with, at the top or one
// level below.
func (d *deriving) field(item schema.Document, name string, own bool) string {
	fields := d.properties(item)
	if _, ok := fields[name]; ok {
		return name
	}
	if !own {
		return ""
	}
	best := ""
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if (strings.HasSuffix(name, "_"+field) || strings.HasSuffix(field, "_"+name)) && len(field) > len(best) {
			best = field
		}
	}
	if best != "" {
		return best
	}
	for _, member := range slices.Sorted(maps.Keys(fields)) {
		child, _ := fields[member].(map[string]any)
		if _, ok := d.properties(child)[name]; ok && d.types.Resolve(child)["type"] == "object" {
			return member + "." + name
		}
	}
	return ""
}

func (d *deriving) properties(doc schema.Document) map[string]any {
	p, _ := d.types.Resolve(doc)["properties"].(map[string]any)
	return p
}

// at is the document at a dotted path.
func (d *deriving) at(doc registry.Schema, path string) schema.Document {
	out := schema.Document(doc)
	for _, step := range steps(path) {
		out, _ = d.types.Child(out, step)
	}
	return d.types.Resolve(out)
}

// steps splits a dotted path; "$" is the whole.
func steps(path string) []string {
	if path == "" || path == "$" {
		return nil
	}
	return strings.Split(path, ".")
}
