package input

import "gopkg.in/yaml.v3"

func (r *yamlReader) mapping(n *yaml.Node, out *node, depth int) (int, error) {
	out.isObject, out.fields, out.named = true, map[string]*node{}, map[string][2]int{}
	size := 1
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Tag == "!!merge" {
			merged = append(merged, value)
			continue
		}
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode || key.Tag == "!!null" {
			return 0, r.fault(n.Content[i], "a name is text; put it in quotes if that is its text")
		}
		if before, twice := out.fields[key.Value]; twice {
			return 0, r.fault(n.Content[i], "%q stands here twice; its first value is in line %d", key.Value, before.line)
		}
		field, s, err := r.node(value, depth+1)
		if err != nil {
			return 0, err
		}
		out.names = append(out.names, key.Value)
		out.fields[key.Value], out.named[key.Value] = field, [2]int{n.Content[i].Line, n.Content[i].Column}
		size = add(size, s)
	}
	for _, m := range merged {
		s, err := r.merge(m, out, depth)
		if err != nil {
			return 0, err
		}
		size = add(size, s)
	}
	return size, nil
}

// merge puts in what << names: a mapping, or several of which the first has precedence.
// The mapping's own fields stay.
func (r *yamlReader) merge(n *yaml.Node, out *node, depth int) (int, error) {
	if n.Kind == yaml.SequenceNode {
		size := 0
		for _, c := range n.Content {
			s, err := r.merge(c, out, depth+1)
			if err != nil {
				return 0, err
			}
			size = add(size, s)
		}
		return size, nil
	}
	from, size, err := r.node(n, depth+1)
	if err != nil {
		return 0, err
	}
	if !from.isObject {
		return 0, r.fault(n, "<< takes mappings")
	}
	for _, name := range from.names {
		if _, own := out.fields[name]; !own {
			out.names = append(out.names, name)
			out.fields[name], out.named[name] = from.fields[name], from.named[name]
		}
	}
	return size, nil
}
