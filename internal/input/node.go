package input

import (
	"strconv"

	"github.com/actionctl/connector/schema"
)

// node is one value with its place. Exactly one of fields, items and the scalar is it.
type node struct {
	line, column int
	isObject     bool
	isList       bool
	names        []string // of fields, in the text's order
	fields       map[string]*node
	named        map[string][2]int // line and column of their names
	items        []*node
	scalar       any    // of JSON kinds
	plain        string // the text of an unquoted YAML scalar that is not text by itself
	fault        string // why plain has no JSON form, if text is not wanted
}

// child is the value at one step, nil where there is none.
func (n *node) child(step string) *node {
	if n.isList {
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(n.items) {
			return nil
		}
		return n.items[i]
	}
	return n.fields[step]
}

// valuer turns nodes into JSON kinds.
type valuer struct {
	origin string
	types  *schema.Types // nil where no value asks for its document
}

// below is the document for the values at step.
func (v valuer) below(doc schema.Document, step string) schema.Document {
	if v.types == nil {
		return nil
	}
	inner, _ := v.types.Child(doc, step)
	return inner
}

func (v valuer) value(n *node, doc schema.Document) (any, error) {
	switch {
	case n.isObject:
		out := make(map[string]any, len(n.names))
		for _, name := range n.names {
			value, err := v.value(n.fields[name], v.below(doc, name))
			if err != nil {
				return nil, err
			}
			out[name] = value
		}
		return out, nil
	case n.isList:
		out := make([]any, len(n.items))
		inner := v.below(doc, "0")
		for i, item := range n.items {
			value, err := v.value(item, inner)
			if err != nil {
				return nil, err
			}
			out[i] = value
		}
		return out, nil
	case n.plain != "" && v.wantsText(doc):
		return n.plain, nil
	case n.fault != "":
		return nil, errorAt(v.origin, n.line, n.column, "%s", n.fault)
	}
	return n.scalar, nil
}

// wantsText tells whether a document takes text and nothing else.
func (v valuer) wantsText(doc schema.Document) bool {
	doc = v.types.Resolve(doc)
	for _, k := range []string{"oneOf", "anyOf"} {
		branches, _ := doc[k].([]any)
		for _, b := range branches {
			branch, _ := b.(map[string]any)
			if !v.wantsText(branch) {
				return false
			}
		}
		if len(branches) > 0 {
			return true
		}
	}
	return doc["type"] == "string"
}
