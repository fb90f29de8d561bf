package world

import (
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Families is the table of families: what each action does, and to what.
type Families struct {
	Parts map[string]Part
	Kinds map[string]Kind
}

// Derive works out the families of actions from their descriptors alone: a path
// that ends in a parameter is that of an item, the one before it that of the
// collection; where paths end in verbs instead, as in /clusters/create, the verbs
// say it. What this gets wrong is put right by declared additions.
func Derive(actions []*registry.Action, types *schema.Types) Families {
	d := deriving{types: types, shapes: map[string]*shape{}, out: Families{map[string]Part{}, map[string]Kind{}}}
	for _, a := range actions {
		d.place(a)
	}
	for _, name := range slices.Sorted(maps.Keys(d.shapes)) {
		d.family(d.shapes[name])
	}
	for _, name := range slices.Sorted(maps.Keys(d.shapes)) {
		for _, m := range d.shapes[name].members {
			if _, ok := d.out.Parts[m.Name]; !ok {
				d.out.Parts[m.Name] = d.beside(m)
			}
		}
	}
	return d.out
}

type deriving struct {
	types  *schema.Types
	shapes map[string]*shape
	out    Families
}

// place puts an action into the shape of its collection.
func (d *deriving) place(a *registry.Action) {
	segments := strings.Split(strings.Trim(a.Path, "/"), "/")
	if len(segments) > 2 && segments[0] == "api" {
		segments = segments[2:]
	}
	m := member{Action: a, params: registry.PathVariables(a.Path)}
	for len(segments) > 0 && strings.HasPrefix(segments[len(segments)-1], "{") {
		segments, m.own = segments[:len(segments)-1], m.own+1
	}
	var literals []string
	for _, s := range segments {
		if !strings.Contains(s, "{") {
			literals = append(literals, s)
		}
	}
	last := len(literals) - 1
	if _, verb := rpc[literals[last]]; verb && last > 0 && m.own == 0 {
		m.verb = literals[last]
		literals = literals[:last]
	}
	name := strings.Join(literals, "/")
	if d.shapes[name] == nil {
		d.shapes[name] = &shape{name: name}
	}
	d.shapes[name].members = append(d.shapes[name].members, m)
}

// family decides what the members of a shape do.
func (d *deriving) family(s *shape) {
	show := s.best(func(m member) bool { return m.Method == "GET" && m.role(s) == Get })
	list := s.best(func(m member) bool { return m.role(s) == List })
	changes := slices.ContainsFunc(s.members, func(m member) bool {
		r := m.role(s)
		return r != Get && r != List && r != Use && r != None
	})
	if !changes && (show.Action == nil || list.Action == nil) {
		return // there is nothing to remember
	}
	kind := Kind{Name: s.name}
	var doc schema.Document
	switch {
	case show.Action != nil && show.Response != nil:
		kind.Type, kind.At = show.Name, d.inside(show.Response.Schema, nil)
		doc = d.at(show.Response.Schema, kind.At)
	case list.Action != nil && list.Response != nil && list.Paginate != nil:
		kind.Type, kind.At = list.Name, under(list.Paginate.Items, "0")
		doc = d.at(list.Response.Schema, kind.At)
	default:
		return
	}
	names := d.keys(s, show)
	for i, name := range names {
		kind.Key = append(kind.Key, d.field(doc, name, i == len(names)-1))
	}
	if !slices.ContainsFunc(s.members, func(m member) bool { r := m.role(s); return r == Create || r == Put || r == List }) {
		kind.Words = `{"always":true}` // a setting is there before anybody sets it
	}
	d.out.Kinds[s.name] = kind
	for _, m := range s.members {
		d.out.Parts[m.Name] = d.part(s, kind, doc, names, m)
	}
}

// keys are the names of the parameters that make the key.
func (d *deriving) keys(s *shape, show member) []string {
	var names []string
	for _, m := range s.members {
		if len(m.params) > len(names) && m.own == s.deepest() {
			names = m.params
		}
	}
	verbs := []member{show, s.best(func(m member) bool { return m.role(s) == Delete }), s.best(func(m member) bool { return m.role(s) == Update })}
	for _, m := range verbs {
		if m.Action != nil && m.verb != "" {
			return d.required(m)
		}
	}
	return names
}

// required are the names of the parameters and body fields without which there is
// no call.
func (d *deriving) required(m member) []string {
	var names []string
	for _, p := range m.Params {
		if p.Required {
			names = append(names, p.Name)
		}
	}
	if m.Body != nil && len(names) == 0 {
		for _, name := range list(d.types.Resolve(schema.Document(m.Body.Schema))["required"]) {
			names = append(names, name.(string))
		}
	}
	return names
}

func list(v any) []any { l, _ := v.([]any); return l }

// under is a dotted path below another.
func under(path, step string) string {
	if path == "" || path == "$" {
		return step
	}
	return path + "." + step
}
