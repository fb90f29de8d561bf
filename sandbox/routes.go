package sandbox

import (
	"strings"

	"github.com/actionctl/connector/registry"
)

// node is a place in the tree of all path templates, one level a segment.
type node struct {
	literal map[string]*node
	param   *node
	tail    *node // the rest of the path, as in files{file_path}
	methods map[string]endpoint
}

// endpoint is an action and the names of its path parameters, in order.
type endpoint struct {
	action string
	params []string
}

// newRoutes builds the tree from the index. Entries come sorted by name, so that
// the first of several actions with one shape stays.
func newRoutes(reg registry.Registry) *node {
	root := &node{}
	for e := range reg.All() {
		if n, ok := root.grow(e.Path); ok {
			n.add(e.Method, endpoint{e.Name, registry.PathVariables(e.Path)})
		}
	}
	return root
}

// grow finds or makes the node of a template; false where a parameter is neither a
// whole segment nor the end of the template.
func (n *node) grow(template string) (*node, bool) {
	segments := strings.Split(strings.TrimPrefix(template, "/"), "/")
	for i, s := range segments {
		literal, param, braced := strings.Cut(s, "{")
		switch {
		case !braced:
			n = n.below(s)
		case !strings.HasSuffix(param, "}") || strings.Count(s, "{") > 1:
			return nil, false
		case literal == "":
			n = made(&n.param)
		case i == len(segments)-1:
			n = made(&n.below(literal).tail)
		default:
			return nil, false
		}
	}
	return n, true
}

func (n *node) below(literal string) *node {
	if n.literal == nil {
		n.literal = map[string]*node{}
	}
	child := n.literal[literal]
	if child == nil {
		child = &node{}
		n.literal[literal] = child
	}
	return child
}

func made(n **node) *node {
	if *n == nil {
		*n = &node{}
	}
	return *n
}

func (n *node) add(method string, e endpoint) {
	if n.methods == nil {
		n.methods = map[string]endpoint{}
	}
	if _, taken := n.methods[method]; !taken {
		n.methods[method] = e
	}
}
