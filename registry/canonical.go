package registry

import (
	"path"
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
	_ = r.value(doc) // refuses what has no canonical form
	if len(r.problems) > 0 {
		return nil, r.problems.err()
	}
	w := &writer{}
	if IsTypesFile(file) {
		sortPairs(doc, func(a, b string) int { return strings.Compare(a, b) })
		for i := 0; i < len(doc.Content); i += 2 {
			orderSchema(doc.Content[i+1])
		}
	} else {
		orderDescriptor(doc)
	}
	w.block(doc, 0)
	w.comment(doc.FootComment, 0)
	return []byte(w.String()), nil
}

// IsTypesFile reports whether the file holds shared types rather than an action.
func IsTypesFile(file string) bool { return path.Base(path.Dir(file)) == typesFolder }

// writer writes nodes in canonical form.
type writer struct{ strings.Builder }

func (w *writer) block(n *yaml.Node, indent int) {
	if n.Kind == yaml.SequenceNode {
		for _, c := range n.Content {
			w.comment(c.HeadComment, indent)
			w.pad(indent)
			w.entry("- ", c, indent, 2)
		}
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		w.comment(k.HeadComment, indent)
		w.pad(indent)
		w.entry(scalarText(k, false)+": ", v, indent, 2)
		w.comment(k.FootComment, indent)
	}
}

// entry writes a value behind its lead ("key: " or "- "), on the same line where
// it fits.
func (w *writer) entry(lead string, v *yaml.Node, indent, step int) {
	if v.Kind == yaml.ScalarNode {
		if foldable(v) {
			w.folded(lead, v, indent+step)
		} else {
			w.line(lead+scalarText(v, false), v.LineComment)
		}
		return
	}
	if text, ok := flow(v); ok && indent+len(lead)+len(text) <= lineWidth {
		w.line(lead+text, v.LineComment)
		return
	}
	w.line(strings.TrimRight(lead, " "), v.LineComment)
	w.block(v, indent+step)
}

func (w *writer) line(text, comment string) {
	w.WriteString(text)
	if comment != "" {
		w.WriteString(" " + comment)
	}
	w.WriteByte('\n')
}

// foldable reports whether a long text is better read over several lines. Text
// that folding could change stays on one.
func foldable(v *yaml.Node) bool {
	s := v.Value
	return v.Tag == "!!str" && len(s) > lineWidth && v.LineComment == "" &&
		strings.Contains(s, " ") && !strings.ContainsAny(s, "\n\t") &&
		!strings.Contains(s, "  ") && strings.TrimSpace(s) == s && printable(s)
}

func (w *writer) folded(lead string, v *yaml.Node, indent int) {
	w.WriteString(lead + ">-\n")
	col := 0
	for _, word := range strings.Split(v.Value, " ") {
		switch {
		case col == 0:
			w.pad(indent)
			col = indent
		case col+1+len(word) > lineWidth:
			w.WriteByte('\n')
			w.pad(indent)
			col = indent
		default:
			w.WriteByte(' ')
			col++
		}
		w.WriteString(word)
		col += len(word)
	}
	w.WriteByte('\n')
}

func (w *writer) comment(text string, indent int) {
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			w.pad(indent)
			w.WriteString(line + "\n")
		}
	}
}

func (w *writer) pad(n int) { w.WriteString(strings.Repeat(" ", n)) }

// flow is the one-line form of a node; not ok where a comment needs its own line.
func flow(n *yaml.Node) (string, bool) {
	switch n.Kind {
	case yaml.ScalarNode:
		return scalarText(n, true), true
	case yaml.SequenceNode:
		parts, ok := flowAll(n.Content)
		return "[" + strings.Join(parts, ", ") + "]", ok
	}
	parts, ok := flowAll(n.Content)
	pairs := make([]string, 0, len(parts)/2)
	for i := 0; i+1 < len(parts); i += 2 {
		pairs = append(pairs, parts[i]+": "+parts[i+1])
	}
	return "{" + strings.Join(pairs, ", ") + "}", ok
}

func flowAll(nodes []*yaml.Node) ([]string, bool) {
	parts := make([]string, len(nodes))
	ok := true
	for i, n := range nodes {
		var fits bool
		parts[i], fits = flow(n)
		ok = ok && fits && n.HeadComment == "" && n.FootComment == "" && n.LineComment == ""
	}
	return parts, ok
}

// sortPairs orders the entries of a mapping by their keys; equal ones keep their order.
func sortPairs(n *yaml.Node, compare func(a, b string) int) {
	if n.Kind != yaml.MappingNode {
		return
	}
	pairs := slices.Collect(slices.Chunk(n.Content, 2))
	slices.SortStableFunc(pairs, func(a, b []*yaml.Node) int { return compare(a[0].Value, b[0].Value) })
	n.Content = slices.Concat(pairs...)
}
