package registry

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// lineWidth is how long a line may get before a mapping is written over several.
const lineWidth = 100

// Canonical returns a descriptor or a file of shared types in the one form that
// lint accepts: keys in fixed order, a value on one line where it fits, comments
// kept. A file in a folder called types is a file of shared types.
func Canonical(file string, text []byte) ([]byte, error) {
	r := &reader{file: file}
	doc := r.document(text)
	if doc == nil {
		return nil, r.problems.err()
	}
	before := r.value(doc) // refuses what has no canonical form
	if len(r.problems) > 0 {
		return nil, r.problems.err()
	}
	comments := commentLines(doc)
	if IsTypesFile(file) {
		sortPairs(doc, strings.Compare)
		eachPair(doc, func(_ string, s *yaml.Node) { orderSchema(s) })
	} else {
		orderDescriptor(doc)
	}
	w := &writer{}
	w.document(doc)
	out := []byte(w.String())
	if err := r.unchanged(out, before, comments); err != nil {
		return nil, err
	}
	return out, nil
}

// unchanged makes sure that the text about to replace somebody's file says what it
// said, comments included.
func (r *reader) unchanged(out []byte, before any, comments []string) error {
	again := &reader{file: r.file}
	doc := again.document(out)
	if doc == nil || !reflect.DeepEqual(again.value(doc), before) {
		r.fault(nil, "canonical", "the file has no canonical form that means the same; write it more simply")
	} else if have := commentLines(doc); !slices.Equal(have, comments) {
		r.fault(nil, "canonical", "a comment would be lost or changed; put comments on lines of their own, above a key")
	}
	return r.problems.err()
}

// IsTypesFile reports whether the file holds shared types rather than an action.
func IsTypesFile(file string) bool { return path.Base(path.Dir(file)) == typesFolder }

// sortPairs orders the entries of a mapping by their keys; equal ones keep their order.
func sortPairs(n *yaml.Node, compare func(a, b string) int) {
	if n.Kind != yaml.MappingNode {
		return
	}
	pairs := slices.Collect(slices.Chunk(n.Content, 2))
	slices.SortStableFunc(pairs, func(a, b []*yaml.Node) int { return compare(a[0].Value, b[0].Value) })
	n.Content = slices.Concat(pairs...)
}
