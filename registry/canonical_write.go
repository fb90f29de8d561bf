package registry

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// writer writes nodes in canonical form.
type writer struct{ strings.Builder }

func (w *writer) document(doc *yaml.Node) {
	if doc.HeadComment != "" {
		w.comment(doc.HeadComment, 0)
		w.WriteByte('\n') // else it would belong to the first key
	}
	if len(doc.Content) == 0 {
		w.WriteString("{}\n")
	}
	w.block(doc, 0)
	w.comment(doc.FootComment, 0)
}

func (w *writer) block(n *yaml.Node, indent int) {
	if n.Kind == yaml.SequenceNode {
		for _, c := range n.Content {
			w.entry("- ", &yaml.Node{}, c, indent)
		}
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		w.entry(scalarText(n.Content[i], false)+": ", n.Content[i], n.Content[i+1], indent)
	}
}

// entry writes a value behind its lead ("key: " or "- "), on the same line where
// it fits, with the comments of both. Comments that cannot stay behind go above.
func (w *writer) entry(lead string, k, v *yaml.Node, indent int) {
	above, behind := joinLines(k.HeadComment, v.HeadComment), joinLines(k.LineComment, v.LineComment)
	var text string
	var oneLine bool
	if v.Kind == yaml.ScalarNode {
		text, oneLine = scalarText(v, false), behind != "" || !foldable(v)
	} else {
		text, oneLine = flow(v, lineWidth-indent-utf8.RuneCountInString(lead))
	}
	if !oneLine || strings.Contains(behind, "\n") {
		above, behind = joinLines(above, behind), ""
	}
	w.comment(above, indent)
	w.pad(indent)
	switch {
	case oneLine:
		w.line(lead+text, behind)
	case v.Kind == yaml.ScalarNode:
		w.folded(lead, v.Value, indent+2)
	default:
		w.line(strings.TrimRight(lead, " "), "")
		w.block(v, indent+2)
	}
	w.comment(joinLines(v.FootComment, k.FootComment), indent)
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
	return v.Tag == "!!str" && utf8.RuneCountInString(s) > lineWidth &&
		strings.Contains(s, " ") && !strings.ContainsAny(s, "\n\t") &&
		!strings.Contains(s, "  ") && strings.TrimSpace(s) == s && printable(s)
}

func (w *writer) folded(lead, text string, indent int) {
	w.WriteString(lead + ">-")
	col := lineWidth
	for word := range strings.SplitSeq(text, " ") {
		n := utf8.RuneCountInString(word)
		if col+1+n > lineWidth {
			w.WriteByte('\n')
			w.pad(indent)
			col = indent
		} else {
			w.WriteByte(' ')
			col++
		}
		w.WriteString(word)
		col += n
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

// flow is the one-line form of a node; not ok where a comment needs its own line
// or there is no room for it.
func flow(n *yaml.Node, room int) (string, bool) {
	if n.Kind == yaml.ScalarNode {
		text := scalarText(n, true)
		return text, utf8.RuneCountInString(text) <= room
	}
	brackets, between := "[]", [2]string{", ", ", "}
	if n.Kind == yaml.MappingNode {
		brackets, between = "{}", [2]string{", ", ": "}
	}
	text := brackets[:1]
	for i, c := range n.Content {
		if i > 0 {
			text += between[i%2]
		}
		part, ok := flow(c, room-utf8.RuneCountInString(text)-1)
		if !ok || c.HeadComment != "" || c.FootComment != "" || c.LineComment != "" {
			return "", false
		}
		text += part
	}
	return text + brackets[1:], len(n.Content) == 0 || utf8.RuneCountInString(text) < room
}
