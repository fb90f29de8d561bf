package world

import (
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// part is what one member does to its collection.
func (d *deriving) part(s *shape, kind Kind, item schema.Document, names []string, m member) Part {
	p := Part{Action: m.Name, Role: m.role(s), Collection: s.name}
	from := ""
	if p.Role == Create || p.Role == Update || p.Role == Replace || p.Role == Put {
		from = d.from(m, item, kind.At)
	}
	for i, name := range names {
		at := d.given(m, name, i)
		if i >= len(m.params) && p.Role == Create {
			at = d.named(m, at, from, kind.Key[i])
		}
		p.Key = append(p.Key, at)
	}
	switch p.Role {
	case List:
		if m.Paginate == nil || m.Paginate.Items == "" {
			return Part{Action: m.Name, Role: None}
		}
		p.At = m.Paginate.Items
		for len(p.Key) > 0 && p.Key[len(p.Key)-1] == "" {
			p.Key = p.Key[:len(p.Key)-1]
		}
		return p
	}
	p.From = from
	if m.Response != nil && m.Response.Schema != nil {
		p.At = d.inside(m.Response.Schema, item)
	}
	return p
}

// given is where a request has a part of the key.
func (d *deriving) given(m member, name string, i int) string {
	if i < len(m.params) {
		return m.params[i]
	}
	if _, ok := m.Param(name); ok {
		return name
	}
	if m.Body != nil && m.Body.IsJSON() {
		if _, ok := d.properties(schema.Document(m.Body.Schema))[name]; ok {
			return registry.BodyParam + "." + name
		}
	}
	return ""
}

// named is where a create has a name for what it makes: ids are the service's to
// give, unless the body must have one.
func (d *deriving) named(m member, at, from, field string) string {
	if at == "" && field != "" && from != "" {
		if _, ok := d.properties(d.at(registry.Schema{"properties": map[string]any{registry.BodyParam: map[string]any(m.Body.Schema)}}, from))[field]; ok {
			at = from + "." + field
		}
	}
	last := at[strings.LastIndexByte(at, '.')+1:]
	if last != "id" && !strings.HasSuffix(last, "_id") || slices.Contains(d.required(m), last) {
		return at
	}
	return ""
}

// beside is the part of an action whose path goes on behind that of an item, or
// beside the verbs of a family: it needs the item.
func (d *deriving) beside(m member) Part {
	none := Part{Action: m.Name, Role: None}
	segments := strings.Split(strings.Trim(m.Path, "/"), "/")
	var literals []string
	params := 0
	for i, s := range segments {
		if i < 2 && segments[0] == "api" {
			continue
		}
		if strings.HasPrefix(s, "{") {
			params++
			continue
		}
		literals = append(literals, s)
	}
	for n := len(literals) - 1; n > 0; n-- {
		s, kind := d.shapes[strings.Join(literals[:n], "/")], d.out.Kinds[strings.Join(literals[:n], "/")]
		if s == nil || kind.Name == "" {
			continue
		}
		verbs := slices.ContainsFunc(s.members, func(m member) bool { return m.verb != "" })
		names := d.keys(s, s.best(func(m member) bool { return m.role(s) == Get }))
		p := Part{Action: m.Name, Role: Use, Collection: s.name}
		for i, name := range names {
			if at := d.given(m, name, i); at != "" {
				p.Key = append(p.Key, at)
			}
		}
		if len(p.Key) != len(names) || len(names) == 0 || !verbs && len(m.params) < len(names) {
			return none
		}
		if m.Wait != nil && d.out.Parts[m.Wait.Poll].Collection == s.name {
			p.Role = Act
		}
		if m.Response != nil && m.Response.Schema != nil {
			p.At = d.inside(m.Response.Schema, d.typeOf(s, kind))
		}
		return p
	}
	return none
}

// typeOf is the schema of a kind's items.
func (d *deriving) typeOf(s *shape, kind Kind) schema.Document {
	for _, m := range s.members {
		if m.Name == kind.Type {
			return d.at(m.Response.Schema, kind.At)
		}
	}
	return nil
}
