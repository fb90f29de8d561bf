package sandbox

import (
	"maps"
	"slices"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// echoes gives the fields of an answer the values that the request has under the
// same name: at the top, and one level below for names that the top does not have.
func (s *Sandbox) echoes(c *call, doc schema.Document, base any) []edit {
	said := s.said(c)
	var at []string
	if list, ok := base.([]any); ok && len(list) > 0 { // an answer that is a list is one resource
		doc, _ = s.types.Child(doc, "0")
		base, at = list[0], []string{"0"}
	}
	edits := s.echoObject(said, doc, at, nil)
	top := s.fields(doc)
	ofElements := s.saidOfElements(c)
	members, _ := base.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if _, taken := said[name]; taken {
			continue
		}
		child, _ := s.types.Child(doc, name)
		below, values := append(slices.Clone(at), name), said
		if list, ok := members[name].([]any); ok && len(list) > 0 {
			child, _ = s.types.Child(child, "0")
			below, values = append(below, "0"), ofElements
		}
		edits = append(edits, s.echoObject(values, child, below, top)...)
	}
	return edits
}

// saidOfElements is what the request says of the elements of a list: an id or a name
// in its path is that of the container.
func (s *Sandbox) saidOfElements(c *call) map[string]any {
	said := s.said(c)
	for _, name := range []string{"id", "name"} {
		if p, ok := c.action.Param(name); ok && p.In == registry.InPath {
			delete(said, name)
		}
	}
	return said
}

// echoObject echoes into the fields of one object, except into those of outer.
func (s *Sandbox) echoObject(said map[string]any, doc schema.Document, at []string, outer map[string]any) []edit {
	var edits []edit
	fields := s.fields(doc)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		v, ok := said[name]
		field, _ := fields[name].(map[string]any)
		if _, higher := outer[name]; !ok || higher {
			continue
		}
		if v = s.types.Redact(field, v); v != schema.Redacted {
			edits = append(edits, edit{at: append(slices.Clone(at), name), value: copyOf(v)})
		}
	}
	return edits
}

func (s *Sandbox) fields(doc schema.Document) map[string]any {
	fields, _ := s.types.Resolve(doc)["properties"].(map[string]any)
	return fields
}

// said is what the request says, by name: path parameters before body fields before
// the query. Secrets are left out.
func (s *Sandbox) said(c *call) map[string]any {
	said := map[string]any{}
	add := func(name string, doc schema.Document, v any) {
		if v = s.types.Redact(doc, v); v != nil && v != schema.Redacted {
			said[name] = v
		}
	}
	addParams := func(in registry.Location) {
		for _, p := range c.action.Params {
			if p.In == in {
				add(p.Name, schema.Document(p.Schema), c.params[p.Name])
			}
		}
	}
	addParams(registry.InQuery)
	if body, ok := c.params[registry.BodyParam].(map[string]any); ok {
		for name, v := range body {
			field, _ := s.types.Child(schema.Document(c.action.Body.Schema), name)
			add(name, field, v)
		}
	}
	addParams(registry.InPath)
	return said
}
