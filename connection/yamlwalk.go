package connection

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/spelling"
)

// yamlParser walks connections.yaml and collects what is wrong.
type yamlParser struct {
	path   string
	failed *FileError
}

func (p *yamlParser) fault(n *yaml.Node, format string, args ...any) {
	p.failed.Problems = append(p.failed.Problems, FileProblem{n.Line, fmt.Sprintf(format, args...)})
}

// fields calls f for every key of a mapping, and reports those that are not known,
// that stand there twice, or that have no value. No known keys means that all are.
func (p *yamlParser) fields(n *yaml.Node, what string, known []string, f func(key string, at, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		p.fault(n, "%s: expected keys and values", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		at, value := n.Content[i], deref(n.Content[i+1])
		key := at.Value
		switch {
		case at.Kind != yaml.ScalarNode || at.Tag == "!!merge":
			p.fault(at, "%s: a key must be plain text", what)
		case seen[key]:
			p.fault(at, "%s: %q stands here twice", what, key)
		case known != nil && !slices.Contains(known, key):
			p.fault(at, "%s: unknown key %q%s", what, key, spelling.DidYouMean(key, known))
		case value.Kind == yaml.ScalarNode && value.Tag == "!!null":
			p.fault(at, "%s: %q has no value", what, key)
		default:
			f(key, at, value)
		}
		seen[key] = true
	}
}

// deref follows an alias; YAML has no aliases of aliases.
func deref(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

// text is the text of a scalar.
func (p *yamlParser) text(n *yaml.Node, what string) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		p.fault(n, "%s: expected one value", what)
		return "", false
	}
	if strings.TrimSpace(n.Value) == "" {
		p.fault(n, "%s: is empty", what)
		return "", false
	}
	return n.Value, true
}

func (p *yamlParser) file(root *yaml.Node, file *connectionsFile) {
	p.fields(root, "file", []string{"default", "connections"}, func(key string, _, value *yaml.Node) {
		if key == "default" {
			file.fallback, _ = p.text(value, "default")
			return
		}
		p.fields(value, "connections", nil, func(name string, at, entry *yaml.Node) {
			if err := checkName(name); err != nil {
				p.fault(at, "connections: %v", err)
				return
			}
			file.entries[name] = p.entry(name, at, entry)
		})
	})
}

// checkName refuses names that a command line or a message could not carry.
func checkName(name string) error {
	if name == "" || name[0] == '-' || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || !unicode.IsPrint(r) || strings.ContainsRune(`/\:"'`, r) }) {
		return fmt.Errorf("%q cannot be the name of a connection", name)
	}
	return nil
}
