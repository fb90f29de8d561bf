package schema

import (
	"maps"
	"slices"
	"strings"
)

// Dialect is the dialect of what Bundle makes.
const Dialect = "https://json-schema.org/draft/2020-12/schema"

// Bundle makes a document self-contained, for readers who know neither our types nor our
// own words: the types that it refers to stand in $defs, words that begin with x- are
// left out. An error is ErrNoType.
func (t *Types) Bundle(doc Document) (Document, error) {
	b := bundle{types: t, names: map[string]string{}, taken: map[string]bool{}, defs: map[string]any{}}
	out := b.document(doc)
	for len(b.todo) > 0 {
		ref := b.todo[0]
		b.todo = b.todo[1:]
		found, err := t.Lookup(ref)
		if err != nil {
			return nil, err
		}
		b.defs[b.names[ref]] = b.document(found)
	}
	out["$schema"] = Dialect
	if len(b.defs) > 0 {
		out["$defs"] = b.defs
	}
	return out, nil
}

// bundle is one document on its way. Documents are walked in the order of their names, so
// that the same one is always bundled the same.
type bundle struct {
	types *Types
	names map[string]string // reference: name in $defs
	taken map[string]bool
	defs  map[string]any
	todo  []string
}

// document is doc in the standard's words.
func (b *bundle) document(doc Document) Document {
	out := make(Document, len(doc))
	for _, k := range slices.Sorted(maps.Keys(doc)) {
		v := doc[k]
		switch k {
		case "$ref":
			ref, _ := v.(string)
			out[k] = "#/$defs/" + b.name(ref)
		case "properties":
			out[k] = b.properties(v)
		case "oneOf", "anyOf":
			out[k] = b.branches(v)
		case "items", "additionalProperties":
			out[k] = b.below(v)
		case "deprecated":
			out[k] = v != false // the standard has no place for what to use instead
		default:
			if !strings.HasPrefix(k, "x-") {
				out[k] = v
			}
		}
	}
	return out
}

func (b *bundle) below(v any) any {
	if doc, ok := v.(map[string]any); ok {
		return b.document(doc)
	}
	return v
}

// properties are names of their own, also where they look like words of a schema.
func (b *bundle) properties(v any) any {
	members, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make(map[string]any, len(members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		out[name] = b.below(members[name])
	}
	return out
}

func (b *bundle) branches(v any) any {
	list, ok := v.([]any)
	if !ok {
		return v
	}
	out := make([]any, len(list))
	for i, branch := range list {
		out[i] = b.below(branch)
	}
	return out
}

// name is where a reference leads in $defs: the type's own name, or with its service
// where two services have a type of that name.
func (b *bundle) name(ref string) string {
	if name, ok := b.names[ref]; ok {
		return name
	}
	service, name, _ := splitRef(ref)
	if b.taken[name] {
		name = service + "." + name
	}
	b.names[ref], b.taken[name] = name, true
	b.todo = append(b.todo, ref)
	return name
}
