package schema

import (
	"encoding/json"
	"fmt"

	"gopkg.in/yaml.v3"
)

// fromYAML turns a YAML node into JSON kinds, numbers into json.Number. It refuses
// what YAML would quietly turn into something else.
func fromYAML(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		return mappingFromYAML(n)
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, element := range n.Content {
			v, err := fromYAML(element)
			if err != nil {
				return nil, err
			}
			out[i] = v
		}
		return out, nil
	case yaml.AliasNode:
		return nil, fmt.Errorf("line %d: anchors and aliases are not part of the format; write the value out", n.Line)
	}
	switch n.Tag {
	case "!!str":
		return n.Value, nil
	case "!!null":
		return nil, nil
	case "!!bool":
		if n.Value == "true" || n.Value == "false" {
			return n.Value == "true", nil
		}
	case "!!int", "!!float":
		if isNumber(n.Value) {
			return json.Number(n.Value), nil
		}
	}
	return nil, fmt.Errorf("line %d: %s has no JSON form; quote it if it is text", n.Line, clip(n.Value))
}

func mappingFromYAML(n *yaml.Node) (Document, error) {
	out := make(Document, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode || key.Tag == "!!merge" {
			return nil, fmt.Errorf("line %d: expected a name", key.Line)
		}
		if _, twice := out[key.Value]; twice {
			return nil, fmt.Errorf("line %d: %s is there twice", key.Line, clip(key.Value))
		}
		v, err := fromYAML(n.Content[i+1])
		if err != nil {
			return nil, err
		}
		out[key.Value] = v
	}
	return out, nil
}
