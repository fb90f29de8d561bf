package registry

import (
	"encoding/json"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// scalar turns a scalar into a JSON kind and refuses what YAML would quietly turn
// into something else: dates into times, 0o17 and 1_000 into other digits.
func (r *reader) scalar(n *yaml.Node) any {
	switch n.Tag {
	case "!!str":
		if n.Style == 0 && boolLike(n.Value) {
			r.fault(n, "kind", "%s is a boolean to some readers and a text to others; write true or false, or put it in quotes", n.Value)
		}
		return n.Value
	case "!!bool":
		if n.Value == "true" || n.Value == "false" {
			return n.Value == "true"
		}
		r.fault(n, "kind", "write true or false, not %s", n.Value)
	case "!!null":
		return nil
	case "!!int":
		if decimalInt().MatchString(n.Value) {
			return json.Number(n.Value)
		}
		r.fault(n, "kind", "integer %s: write it in plain decimal digits, or quote it if it is text", n.Value)
	case "!!float":
		if jsonNumber().MatchString(n.Value) {
			return json.Number(n.Value)
		}
		r.fault(n, "kind", "number %s has no JSON form; write it in plain decimal digits, or quote it if it is text", n.Value)
	case "!!timestamp":
		r.fault(n, "kind", "%s reads as a date; put it in quotes", n.Value)
	default:
		r.fault(n, "kind", "tag %s is not part of the format", n.Tag)
	}
	return nil
}

func (r *reader) scalarIf(n *yaml.Node, tag string) any {
	if n.Kind != yaml.ScalarNode || n.Tag != tag {
		r.unexpected(n, kindName(&yaml.Node{Kind: yaml.ScalarNode, Tag: tag}))
		return nil
	}
	return r.scalar(n)
}

func (r *reader) integer(n *yaml.Node) int {
	num, ok := r.scalarIf(n, "!!int").(json.Number)
	if !ok {
		return 0
	}
	i, err := strconv.Atoi(num.String())
	if err != nil {
		r.fault(n, "kind", "integer %s is out of range", num)
	}
	return i
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
