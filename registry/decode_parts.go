package registry

import "gopkg.in/yaml.v3"

func (r *reader) schema(n *yaml.Node) Schema { return r.object(n, "a schema") }

// values reads a mapping of dotted paths to values.
func (r *reader) values(n *yaml.Node) map[string]any { return r.object(n, "a mapping") }

func (r *reader) object(n *yaml.Node, what string) map[string]any {
	if n.Kind != yaml.MappingNode {
		r.unexpected(n, what)
		return map[string]any{}
	}
	return r.value(n).(map[string]any)
}

func (r *reader) body(n *yaml.Node) *Body {
	b := &Body{Content: JSONContent}
	nodes := r.mapping(n,
		key{"required", func(n *yaml.Node) { b.Required = r.truth(n) }},
		key{"content", func(n *yaml.Node) { b.Content = r.text(n) }},
		key{"schema", func(n *yaml.Node) { b.Schema = r.schema(n) }},
	)
	if b.IsJSON() == (nodes["schema"] == nil) {
		r.fault(n, "body", "a JSON body has a schema, a body of another content has none")
	}
	return b
}

// response takes the short form, a schema, or the long one.
func (r *reader) response(n *yaml.Node) *Response {
	resp := &Response{Content: JSONContent}
	if isSchemaNode(n) {
		resp.Schema = r.schema(n)
		return resp
	}
	nodes := r.mapping(n,
		key{"content", func(n *yaml.Node) { resp.Content = r.text(n) }},
		key{"schema", func(n *yaml.Node) { resp.Schema = r.schema(n) }},
		key{"headers", func(n *yaml.Node) { resp.Headers = r.texts(n) }},
		key{"alternatives", func(n *yaml.Node) { resp.Alternatives = r.alternatives(n) }},
	)
	if nodes["schema"] == nil && nodes["content"] == nil {
		resp.Content = "" // headers only
	}
	return resp
}

func isSchemaNode(n *yaml.Node) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i].Value; k == "$ref" || k == "type" {
			return n.Kind == yaml.MappingNode
		}
	}
	return false
}

func (r *reader) alternatives(n *yaml.Node) []Alternative {
	return list(r, n, func(c *yaml.Node) Alternative {
		var alt Alternative
		r.mapping(c,
			key{"when", func(n *yaml.Node) { alt.When = r.values(n) }},
			key{"content", func(n *yaml.Node) { alt.Content = r.text(n) }},
		)
		return alt
	})
}

func (r *reader) idempotency(n *yaml.Node) *Idempotency {
	var i Idempotency
	r.mapping(n,
		key{"token", func(n *yaml.Node) { i.Token = r.text(n) }},
		key{"repeatable", func(n *yaml.Node) { i.Repeatable = r.truth(n) }},
	)
	return &i
}

func (r *reader) failsWhen(n *yaml.Node) *FailsWhen {
	var f FailsWhen
	r.mapping(n,
		key{"path", func(n *yaml.Node) { f.Path = r.text(n) }},
		key{"values", func(n *yaml.Node) { f.Values = r.texts(n) }},
		key{"code", func(n *yaml.Node) { f.Code = r.text(n) }},
		key{"message", func(n *yaml.Node) { f.Message = r.text(n) }},
	)
	return &f
}

func (r *reader) errorRules(n *yaml.Node) []ErrorRule {
	return list(r, n, func(c *yaml.Node) ErrorRule {
		var e ErrorRule
		r.mapping(c,
			key{"status", func(n *yaml.Node) { e.Status = r.integer(n) }},
			key{"code", func(n *yaml.Node) { e.Code = r.text(n) }},
			key{"message", func(n *yaml.Node) { e.Message = r.text(n) }},
			key{"kind", func(n *yaml.Node) { e.Kind = r.text(n) }},
		)
		return e
	})
}

// list reads a sequence element by element.
func list[T any](r *reader, n *yaml.Node, read func(*yaml.Node) T) []T {
	if n.Kind != yaml.SequenceNode {
		r.unexpected(n, "a list")
		return nil
	}
	out := make([]T, 0, len(n.Content))
	for _, c := range n.Content {
		out = append(out, read(c))
	}
	return out
}

// stringMap reads a mapping of strings to strings.
func (r *reader) stringMap(n *yaml.Node) map[string]string {
	m := map[string]string{}
	r.each(n, func(k, v *yaml.Node) { m[k.Value] = r.text(v) })
	return m
}
