package skeleton

import (
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// DefaultDepth is how many levels of fields are written below the parameters.
const DefaultDepth = 2

// Options say what a skeleton holds. The zero value holds the required fields, with the
// others commented out, and no level below the parameters.
type Options struct {
	All          bool // optional fields are not commented out
	RequiredOnly bool // and not there at all
	// Depth is how many levels of optional fields are written below the parameters; what
	// is required is written at any depth. Types that contain themselves are not repeated.
	Depth int
	// Given are parameters that stand at their places instead of placeholders, of JSON
	// kinds.
	Given map[string]any
	// Hidden tells which of Given are secrets: they are not written, their places are
	// left empty and say that a value was given. nil hides none.
	Hidden func(steps []string) bool
}

// tree is all parameters of an action as one field.
func tree(action *registry.Action, types *schema.Types, o Options) *field {
	b := builder{types: types, o: o}
	root := &field{required: true, kind: "object"}
	var given any
	if o.Given != nil {
		given = o.Given
	}
	doc := schema.Document(action.ParamsSchema())
	names := make([]string, 0, len(action.Params)+1)
	for _, p := range action.Params {
		names = append(names, p.Name)
	}
	if action.Body != nil {
		names = append(names, registry.BodyParam)
	}
	b.names = names
	b.object(root, doc, given, nil, level{depth: -1})
	for _, f := range root.below {
		if f.name == registry.BodyParam && action.Body != nil && !action.Body.IsJSON() {
			f.kind = "text; for a file leave it out and add data=@FILE to the command"
		}
	}
	return root
}
