package input

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// maxExpanded is how many values a text may have once its aliases are put in. A text
// without aliases has as many as it has.
const maxExpanded = 100_000

// yamlReader builds nodes from those of yaml.v3.
type yamlReader struct {
	origin  string
	anchors map[*yaml.Node]*node // the values of anchors; nil while one is being built
	sizes   map[*node]int        // of anchors, aliases put in
	plain   bool                 // a scalar has plain text
}

// parseYAML also tells whether any scalar has plain text.
func parseYAML(origin string, content []byte) (root *node, plain bool, err error) {
	dec := yaml.NewDecoder(bytes.NewReader(content))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return &node{line: 1, column: 1}, false, nil // nothing but comments
	} else if err != nil {
		return nil, false, syntaxError(origin, content, err)
	}
	if err := dec.Decode(&second); err == nil {
		return nil, false, errorAt(origin, second.Line, second.Column, "a second YAML document begins here; give one")
	} else if !errors.Is(err, io.EOF) {
		return nil, false, syntaxError(origin, content, err)
	}
	r := &yamlReader{origin: origin, anchors: map[*yaml.Node]*node{}, sizes: map[*node]int{}}
	root, size, err := r.node(doc.Content[0], 0)
	if err != nil {
		return nil, false, err
	}
	if len(r.anchors) > 0 && size > maxExpanded {
		return nil, false, errorAt(origin, 0, 0, "its aliases make more than %d values; write the values out", maxExpanded)
	}
	return root, r.plain, nil
}

var yamlLine = lazyregexp.New(`^line ([0-9]+): `)

// syntaxError is what yaml.v3 says, at the line it names; it knows no columns.
func syntaxError(origin string, content []byte, err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1 // yaml.v3 says nothing of the first
	if m := yamlLine().FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
		if strings.HasPrefix(text, "did not find expected") {
			line++ // yaml.v3 counts these from 0
		}
	}
	line = min(line, bytes.Count(bytes.TrimSpace(content), []byte("\n"))+1) // it may mean the end
	return errorAt(origin, line, 0, "neither JSON nor YAML: %s", text)
}

func (r *yamlReader) fault(n *yaml.Node, format string, args ...any) error {
	return errorAt(r.origin, n.Line, n.Column, format, args...)
}

// node is n with the number of values in it, aliases put in.
func (r *yamlReader) node(n *yaml.Node, depth int) (*node, int, error) {
	if depth > maxDepth {
		return nil, 0, r.fault(n, "values are nested more than %d deep", maxDepth)
	}
	if n.Kind == yaml.AliasNode {
		return r.alias(n, depth)
	}
	if n.Kind != yaml.ScalarNode && n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!map" && n.Tag != "!!seq" {
		return nil, 0, r.fault(n, "tag %s has no JSON form; leave it out", n.Tag)
	}
	out := &node{line: n.Line, column: n.Column}
	if n.Anchor != "" {
		r.anchors[n] = nil
	}
	size, err := 1, error(nil)
	switch n.Kind {
	case yaml.MappingNode:
		size, err = r.mapping(n, out, depth)
	case yaml.SequenceNode:
		size, err = r.sequence(n, out, depth)
	default:
		err = r.scalar(n, out)
	}
	if n.Anchor != "" {
		r.anchors[n], r.sizes[out] = out, size
	}
	return out, size, err
}

// alias is the value of the anchor, at the anchor's place: what is wrong is wrong there.
func (r *yamlReader) alias(n *yaml.Node, depth int) (*node, int, error) {
	value, begun := r.anchors[n.Alias]
	if !begun { // the anchor stands in a << that is put in last
		return r.node(n.Alias, depth)
	}
	if value == nil {
		return nil, 0, r.fault(n, "the value of &%s contains itself", n.Value)
	}
	return value, r.sizes[value], nil
}

func (r *yamlReader) sequence(n *yaml.Node, out *node, depth int) (int, error) {
	out.isList = true
	size := 1
	for _, c := range n.Content {
		item, s, err := r.node(c, depth+1)
		if err != nil {
			return 0, err
		}
		out.items = append(out.items, item)
		size = add(size, s)
	}
	return size, nil
}

// add is a sum that stops growing before it overflows.
func add(a, b int) int { return min(a+b, maxExpanded+1) }
