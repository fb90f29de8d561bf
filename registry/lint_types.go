package registry

import (
	"io/fs"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// typeName is what a reference and the search for a type in its file can spell.
var typeName = lazyregexp.New(`^[A-Za-z][A-Za-z0-9_]*$`)

// checkTypes checks files of shared types.
func (l *linter) checkTypes(types fs.FS) error {
	files, err := fs.Glob(types, "*.yaml")
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := fs.ReadFile(types, file)
		if err != nil {
			return err
		}
		name := typesFolder + "/" + file
		r := &reader{file: name}
		doc := r.document(text)
		if doc == nil {
			l.problems = append(l.problems, r.problems...)
			continue
		}
		r.each(doc, func(k, v *yaml.Node) {
			if !typeName().MatchString(k.Value) || k.Style != 0 || boolLike(k.Value) {
				r.fault(k, "name", "type name %q: use letters, digits and underscores, and no word that needs quotes", k.Value)
			}
			l.schema(r.schema(v), k.Value, func(format string, args ...any) { r.fault(k, "schema", format, args...) })
		})
		l.problems = append(l.problems, r.problems...)
		if len(r.problems) == 0 {
			l.canonical(name, text)
		}
	}
	for _, ref := range l.types.taken {
		t := l.types.entries[ref]
		l.problems = append(l.problems, Problem{t.file, t.line, "name", "type " + ref + " is there already; give this one another name"})
	}
	return nil
}

// checkUnused reports types that neither an action nor a used type refers to.
func (l *linter) checkUnused(actions Registry) error {
	if actions.Len() == 0 {
		return nil
	}
	used := map[string]bool{}
	for e := range actions.All() {
		a, err := actions.Action(e.Name)
		if err != nil {
			return err
		}
		l.use(used, map[string]any(a.ParamsSchema()))
		if a.Response != nil {
			l.use(used, map[string]any(a.Response.Schema))
		}
	}
	for _, ref := range l.types.refs() {
		if !used[ref] {
			t := l.types.entries[ref]
			l.problems = append(l.problems, Problem{t.file, t.line, "unused-type", ref + " is not used; remove it"})
		}
	}
	return nil
}

// use marks the types that a schema refers to, and those that they refer to.
func (l *linter) use(used map[string]bool, schema any) {
	switch s := schema.(type) {
	case []any:
		for _, v := range s {
			l.use(used, v)
		}
	case map[string]any:
		if ref, ok := s["$ref"].(string); ok && !used[ref] {
			used[ref] = true
			l.use(used, map[string]any(l.types.get(ref)))
		}
		for _, v := range s {
			l.use(used, v)
		}
	}
}
