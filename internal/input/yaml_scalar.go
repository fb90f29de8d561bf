package input

import (
	"encoding/json"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// jsonNumber is how JSON writes a number.
var jsonNumber = lazyregexp.New(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

// scalar sets out to a scalar. One that reads as something else than text in YAML also
// keeps its text, for where the schema wants that.
func (r *yamlReader) scalar(n *yaml.Node, out *node) error {
	tagged := n.Style&yaml.TaggedStyle != 0
	if n.Tag != "!!null" && !tagged {
		out.plain = n.Value
	}
	switch n.Tag {
	case "!!str":
		out.scalar, out.plain = n.Value, ""
	case "!!null":
	case "!!bool":
		out.scalar = strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		if jsonNumber().MatchString(n.Value) {
			out.scalar = json.Number(n.Value)
		} else {
			out.fault = fmt.Sprintf("%s is a number that not every reader reads alike; write it in plain decimal digits, or in quotes if it is text", n.Value)
		}
	case "!!timestamp":
		out.scalar, out.plain = n.Value, "" // JSON has no dates
	default:
		return r.fault(n, "tag %s has no JSON form; leave it out", n.Tag)
	}
	r.plain = r.plain || out.plain != ""
	return nil
}
