package brief

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/schema"
)

// At is the document at a dotted place of doc; lists are gone into without a step. An
// error names the fields that there are.
func At(types *schema.Types, doc schema.Document, dotted string) (schema.Document, error) {
	for i, step := range steps(dotted) {
		doc = elementOf(types, doc)
		child, ok := types.Child(doc, step)
		if !ok || len(child) == 0 {
			members, _ := doc["properties"].(map[string]any)
			known := slices.Sorted(maps.Keys(members))
			place := strings.Join(steps(dotted)[:i], ".")
			return nil, fmt.Errorf("%q has no field %q; there are: %s", place, step, strings.Join(known[:min(len(known), shownNames)], ", "))
		}
		doc = child
	}
	return doc, nil
}

const shownNames = 30

// elementOf is the document of a list's elements, of lists in lists too.
func elementOf(types *schema.Types, doc schema.Document) schema.Document {
	for range 8 {
		doc = types.Resolve(doc)
		items, ok := doc["items"].(map[string]any)
		if !ok {
			break
		}
		doc = items
	}
	return types.Resolve(doc)
}
