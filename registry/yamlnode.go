package registry

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/internal/spelling"
)

// Bounds of a descriptor or type file: yaml.v3 itself has none that helps.
const (
	maxFile  = 4 << 20
	maxDepth = 100
)

var (
	decimalInt = lazyregexp.New(`^-?(0|[1-9][0-9]*)$`)
	jsonNumber = lazyregexp.New(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
	yamlLine   = lazyregexp.New(`^line ([0-9]+): `)
)

// reader walks YAML nodes and collects every problem it meets.
type reader struct {
	file     string
	problems Problems
}

func (r *reader) fault(n *yaml.Node, rule, format string, args ...any) {
	line := 0
	if n != nil {
		line = n.Line
	}
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// document parses text, which must be one mapping, and refuses what YAML has and
// the format has not: anchors, aliases and tags.
func (r *reader) document(text []byte) *yaml.Node {
	if len(text) > maxFile {
		r.fault(nil, "syntax", "file has %d bytes; the limit is %d", len(text), maxFile)
		return nil
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	var doc, second yaml.Node
	err := dec.Decode(&doc)
	switch {
	case errors.Is(err, io.EOF):
		r.fault(nil, "syntax", "the file is empty")
		return nil
	case err != nil:
		r.syntax(err)
		return nil
	case len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode:
		r.fault(&doc, "syntax", "expected a mapping of keys to values")
		return nil
	}
	switch err := dec.Decode(&second); {
	case err == nil:
		r.fault(&second, "syntax", "a file holds one document; remove the second")
	case !errors.Is(err, io.EOF):
		r.syntax(err)
	}
	root := doc.Content[0]
	root.HeadComment = joinLines(doc.HeadComment, root.HeadComment)
	root.FootComment = joinLines(root.FootComment, doc.FootComment)
	if !r.plain(root, 1) {
		return nil
	}
	return root
}

// syntax records what yaml.v3 says, at the line it names.
func (r *reader) syntax(err error) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	at := &yaml.Node{}
	if m := yamlLine().FindStringSubmatch(text); m != nil {
		at.Line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	r.fault(at, "syntax", "%s", text)
}

// plain refuses anchors, aliases and tags at n and below. It reports whether n is
// shallow enough to be read at all.
func (r *reader) plain(n *yaml.Node, depth int) bool {
	if depth > maxDepth {
		r.fault(n, "syntax", "values are nested more than %d deep", maxDepth)
		return false
	}
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.fault(n, "alias", "anchors and aliases are not part of the format; write the value out")
	case n.Style&yaml.TaggedStyle != 0:
		r.fault(n, "kind", "tag %s is not part of the format", n.Tag)
	}
	for _, c := range n.Content {
		if !r.plain(c, depth+1) {
			return false
		}
	}
	return true
}

// key is one place a mapping may fill.
type key struct {
	name string
	read func(*yaml.Node)
}

// mapping hands each value of n to the key of that name. Unknown and repeated keys
// are problems. It returns the nodes by name.
func (r *reader) mapping(n *yaml.Node, keys ...key) map[string]*yaml.Node {
	seen := map[string]*yaml.Node{}
	r.each(n, func(k, v *yaml.Node) {
		seen[k.Value] = v
		i := slices.IndexFunc(keys, func(c key) bool { return c.name == k.Value })
		if i < 0 {
			names := make([]string, len(keys))
			for j, c := range keys {
				names[j] = c.name
			}
			r.fault(k, "unknown-key", "unknown key %q%s; known here: %s", k.Value, spelling.DidYouMean(k.Value, names), strings.Join(names, ", "))
			return
		}
		keys[i].read(v)
	})
	return seen
}

// each calls f for the entries of a mapping, in the file's order.
func (r *reader) each(n *yaml.Node, f func(k, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.unexpected(n, "a mapping")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || k.Tag != "!!str" {
			r.fault(k, "kind", "key %q is %s, not a string; put it in quotes", k.Value, kindName(k))
			continue
		}
		if seen[k.Value] {
			r.fault(k, "duplicate-key", "key %q stands here twice", k.Value)
			continue
		}
		seen[k.Value] = true
		f(k, v)
	}
}

// value turns a node into JSON kinds: map[string]any, []any, string, json.Number,
// bool, nil.
func (r *reader) value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		r.each(n, func(k, v *yaml.Node) { m[k.Value] = r.value(v) })
		return m
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			list = append(list, r.value(c))
		}
		return list
	case yaml.ScalarNode:
		return r.scalar(n)
	}
	return nil // an alias, reported already
}

// unexpected records a value of the wrong kind.
func (r *reader) unexpected(n *yaml.Node, want string) {
	if n.Kind == yaml.AliasNode {
		return // reported already
	}
	cure := ""
	if want == "a string" && n.Kind == yaml.ScalarNode {
		cure = "; put it in quotes"
	}
	r.fault(n, "kind", "expected %s, found %s%s", want, kindName(n), cure)
}

func (r *reader) texts(n *yaml.Node) []string {
	return list(r, n, r.text)
}

func (r *reader) text(n *yaml.Node) string {
	if !isText(n) {
		r.unexpected(n, "a string")
		return ""
	}
	return n.Value
}

// line reads a text that has to stay on one line: the index has lines.
func (r *reader) line(n *yaml.Node) string {
	s := r.text(n)
	if strings.ContainsFunc(s, unicode.IsControl) {
		r.fault(n, "one-line", "the text holds a line break, a tab or another control character")
	}
	return s
}

func isText(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!str" }

func (r *reader) truth(n *yaml.Node) bool {
	if b, ok := r.scalarIf(n, "!!bool").(bool); ok {
		return b
	}
	return false
}
