package registry

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
	"gopkg.in/yaml.v3"
)

// maxFile bounds a descriptor or type file: yaml.v3 itself has no limit.
const maxFile = 4 << 20

var (
	decimalInt = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
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

// document parses text, which must be one mapping.
func (r *reader) document(text []byte) *yaml.Node {
	if len(text) > maxFile {
		r.fault(nil, "syntax", "file has %d bytes; the limit is %d", len(text), maxFile)
		return nil
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil {
		r.fault(nil, "syntax", "%s", strings.TrimPrefix(err.Error(), "yaml: "))
		return nil
	}
	if dec.Decode(&second) == nil {
		r.fault(&second, "syntax", "a file holds one document; remove the second")
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		r.fault(&doc, "syntax", "expected a mapping of keys to values")
		return nil
	}
	return doc.Content[0]
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
		r.fault(n, "kind", "expected a mapping, found %s", kindName(n))
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
	case yaml.AliasNode:
		r.fault(n, "alias", "anchors and aliases are not part of the format; write the value out")
	default:
		r.fault(n, "kind", "expected a value, found %s", kindName(n))
	}
	return nil
}

func (r *reader) texts(n *yaml.Node) []string {
	if n.Kind != yaml.SequenceNode {
		r.fault(n, "kind", "expected a list of strings, found %s", kindName(n))
		return nil
	}
	list := make([]string, 0, len(n.Content))
	for _, c := range n.Content {
		list = append(list, r.text(c))
	}
	return list
}

func (r *reader) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
		r.fault(n, "kind", "expected a string, found %s; put it in quotes", kindName(n))
		return ""
	}
	return n.Value
}

func (r *reader) truth(n *yaml.Node) bool {
	if b, ok := r.scalarIf(n, "!!bool").(bool); ok {
		return b
	}
	return false
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	case yaml.ScalarNode:
		switch n.Tag {
		case "!!str":
			return "a string"
		case "!!int":
			return "an integer"
		case "!!float":
			return "a number"
		case "!!bool":
			return "a boolean"
		case "!!null":
			return "null"
		case "!!timestamp":
			return "a timestamp"
		}
		return "a " + strings.TrimLeft(n.Tag, "!")
	}
	return "nothing"
}
