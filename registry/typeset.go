package registry

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// typeSet holds every shared type, for lint. The runtime never loads them all.
type typeSet struct {
	entries map[string]typeEntry
	taken   []string // references that a later load has too
}

type typeEntry struct {
	schema Schema
	file   string
	line   int
}

func newTypeSet() *typeSet { return &typeSet{entries: map[string]typeEntry{}} }

// load adds the types of fsys that are not there yet.
func (t *typeSet) load(fsys fs.FS) error {
	files, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		r := &reader{file: file}
		doc := r.document(text)
		if doc == nil {
			continue // checkTypes reports it
		}
		r.each(doc, func(k, v *yaml.Node) {
			ref := "/types/" + serviceOf(file) + "/" + k.Value
			if _, taken := t.entries[ref]; taken {
				t.taken = append(t.taken, ref)
				return
			}
			t.entries[ref] = typeEntry{r.schema(v), typesFolder + "/" + file, k.Line}
		})
	}
	return nil
}

func (t *typeSet) get(ref string) Schema { return t.entries[ref].schema }

func (t *typeSet) refs() []string { return slices.Sorted(maps.Keys(t.entries)) }

// resolve follows $ref until a schema without one; a dangling or circular $ref
// gives an empty schema.
func (t *typeSet) resolve(s Schema) Schema {
	for range 10 {
		ref, ok := s["$ref"].(string)
		if !ok {
			return s
		}
		s = t.get(ref)
	}
	return nil
}

// loops reports whether a value of schema s would be checked against the same type
// again and again, for no reference on the way goes deeper into it.
func (t *typeSet) loops(s Schema, seen []string) bool {
	if ref, ok := s["$ref"].(string); ok {
		return slices.Contains(seen, ref) || t.loops(t.get(ref), append(slices.Clip(seen), ref))
	}
	for _, k := range []string{"oneOf", "anyOf"} {
		branches, _ := s[k].([]any)
		for _, b := range branches {
			if branch, ok := b.(map[string]any); ok && t.loops(branch, seen) {
				return true
			}
		}
	}
	return false
}

// at finds the schema of a dotted path below s; "$" is s itself. Numbers are places
// in an array, negative ones counted from its end. A schema that says nothing has
// every path.
func (t *typeSet) at(s Schema, dotted string) (Schema, bool) {
	if dotted == "" || dotted == "$" {
		return t.resolve(s), true
	}
	for step := range strings.SplitSeq(dotted, ".") {
		s = t.resolve(s)
		if len(s) == 0 {
			return Schema{}, true
		}
		next, ok := child(s, step)
		if !ok {
			return nil, false
		}
		s = next
	}
	return t.resolve(s), true
}

func child(s Schema, step string) (Schema, bool) {
	if properties, ok := s["properties"].(map[string]any); ok {
		if p, ok := properties[step].(map[string]any); ok {
			return p, true
		}
	}
	if _, err := strconv.Atoi(step); err == nil && s["type"] == "array" {
		items, ok := s["items"].(map[string]any)
		return items, ok
	}
	if more, ok := s["additionalProperties"].(map[string]any); ok {
		return more, true
	}
	return Schema{}, s["type"] == nil
}
