package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/terminal"
)

// WriteYAML writes JSON text as YAML, with the fields in their order and all digits of
// numbers.
func WriteYAML(w io.Writer, text []byte) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	node, err := yamlNode(dec)
	if err != nil {
		return fmt.Errorf("the result is not JSON: %w", err)
	}
	enc := yaml.NewEncoder(w)
	enc.SetIndent(2)
	return errors.Join(enc.Encode(node), enc.Close())
}

// yamlNode reads the next JSON value as a YAML node: going through a map would lose
// the order of fields, going through floats the digits of numbers.
func yamlNode(dec *json.Decoder) (*yaml.Node, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		if t == '{' {
			n.Kind = yaml.MappingNode
		}
		for dec.More() {
			child, err := yamlNode(dec)
			if err != nil {
				return nil, err
			}
			n.Content = append(n.Content, child)
		}
		_, err := dec.Token()
		return n, err
	case json.Number:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: t.String()}, nil
	default:
		n := &yaml.Node{}
		return n, n.Encode(t)
	}
}

// screened is w with a filter in front of it when it is a screen. What is written to
// it in one piece ends in a line break, so that nothing is held back.
func screened(w io.Writer, o Options) io.Writer {
	if o.Screen {
		return terminal.NewFilter(w)
	}
	return w
}

// yamlItems writes one YAML sequence.
type yamlItems struct {
	w     io.Writer
	begun bool
}

func (y *yamlItems) Item(v any) error {
	y.begun = true
	text, err := jsonText([]any{v})
	if err != nil {
		return err
	}
	return WriteYAML(y.w, text)
}

func (y *yamlItems) Flush() error { return nil }

func (y *yamlItems) End() error {
	if y.begun {
		return nil
	}
	_, err := io.WriteString(y.w, "[]\n")
	return err
}

func (y *yamlItems) Broken() error { return nil }

// yamlDocuments writes every value as a document of its own.
type yamlDocuments struct {
	w     io.Writer
	begun bool
}

func (y *yamlDocuments) Item(v any) error {
	text, err := jsonText(v)
	if err != nil {
		return err
	}
	return y.text(text)
}

func (y *yamlDocuments) text(text []byte) error {
	if y.begun {
		if _, err := io.WriteString(y.w, "---\n"); err != nil {
			return err
		}
	}
	y.begun = true
	return WriteYAML(y.w, text)
}

func (y *yamlDocuments) Flush() error  { return nil }
func (y *yamlDocuments) End() error    { return nil }
func (y *yamlDocuments) Broken() error { return nil }
