package skeleton

import (
	"maps"
	"slices"

	"github.com/actionctl/connector/schema"
)

// field is one place of the skeleton.
type field struct {
	name     string
	kind     string // what it takes, in words
	text     string // its description
	enum     []any
	required bool
	secret   bool
	free     bool // it has fields of its own, of which none is required
	folded   bool // it has fields that are not written
	isList   bool // it is a list; the fields are those of its first element
	below    []*field
	value    any  // what stands there
	given    bool // by a person
	filled   bool // value stands there; otherwise the place is empty
	hidden   bool // a secret was given, and does not stand there
}

// live tells whether the field stands there rather than in a comment.
func (f *field) live(o Options) bool {
	return f.required || f.given || o.All
}

// level is where the builder is.
type level struct {
	depth  int      // of fields, the parameters are 0
	refs   []string // types on the way here
	forced bool     // all on the way here is required
}

// builder makes fields from documents.
type builder struct {
	types *schema.Types
	o     Options
	names []string // of the parameters, in their order
}

// field is the field called name.
func (b *builder) field(name string, doc schema.Document, required bool, given any, has bool, steps []string, at level) *field {
	steps = append(slices.Clip(steps), name)
	f := &field{name: name, required: required, text: describe(b.types, doc)}
	at.forced = at.forced && required
	ref, isRef := doc["$ref"].(string)
	again := isRef && slices.Contains(at.refs, ref)
	if isRef {
		at.refs = append(slices.Clip(at.refs), ref)
	}
	whole := doc
	doc = firstBranch(b.types, doc)
	f.kind, f.secret = Kind(b.types, doc), sensitive(b.types, whole)
	f.enum, _ = doc["enum"].([]any)
	switch v, ok := preset(doc); {
	case has:
		b.given(f, doc, given, steps, at)
		return f
	case ok && !f.secret:
		f.value, f.filled = v, true
		return f
	}
	b.inner(f, doc, nil, steps, at, again)
	return f
}

// given puts in what a person gave.
func (b *builder) given(f *field, doc schema.Document, v any, steps []string, at level) {
	f.given = true
	if b.o.Hidden != nil && b.o.Hidden(steps) {
		if _, nested := v.(map[string]any); !nested {
			f.hidden = true
			return
		}
	}
	if object, ok := v.(map[string]any); ok && len(object) > 0 {
		b.inner(f, doc, object, steps, at, false)
		if len(f.below) > 0 && !f.isList {
			return
		}
		f.below = nil
	}
	f.value, f.filled = v, true
}

// inner writes what is inside of an object or of the first element of a list, unless it
// is too deep, or inside of itself.
func (b *builder) inner(f *field, doc schema.Document, given any, steps []string, at level, again bool) {
	object := doc
	if items, ok := doc["items"].(map[string]any); ok {
		if ref, isRef := items["$ref"].(string); isRef {
			again = again || slices.Contains(at.refs, ref)
			at.refs = append(slices.Clip(at.refs), ref)
		}
		object, f.isList = firstBranch(b.types, items), true
	}
	properties, _ := object["properties"].(map[string]any)
	if len(properties) == 0 && given == nil {
		return
	}
	required, _ := object["required"].([]any)
	f.free = len(required) == 0
	if given == nil && (again || at.depth >= b.o.Depth && !at.forced) {
		f.folded = true
		return
	}
	b.object(f, object, given, steps, at)
	f.folded = len(f.below) == 0 && !b.o.RequiredOnly
}

// object adds the fields of doc and of what was given.
func (b *builder) object(f *field, doc schema.Document, given any, steps []string, at level) {
	properties, _ := doc["properties"].(map[string]any)
	values, _ := given.(map[string]any)
	names := slices.Sorted(maps.Keys(properties))
	if steps == nil {
		names = b.names
		at.forced = true
	}
	names = append(names, unknown(values, properties)...)
	at.depth++
	for _, wanted := range []bool{true, false} {
		for _, name := range names {
			inner, _ := properties[name].(map[string]any)
			v, has := values[name]
			if required := requires(doc, name); required == wanted && (required || has || b.optional(at)) {
				f.below = append(f.below, b.field(name, inner, required, v, has, steps, at))
			}
		}
	}
}

// optional tells whether optional fields are written at this level.
func (b *builder) optional(at level) bool { return !b.o.RequiredOnly && at.depth <= b.o.Depth }
