package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"gopkg.in/yaml.v3"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

func (a *app) printPlan(plan *connector.Plan, o *runOptions) error {
	text, err := plan.MarshalJSON()
	if err != nil {
		return err
	}
	if o.output == "raw" {
		_, err := io.WriteString(a.Out, plan.String())
		return err
	}
	return writeJSON(a.Out, text, o.output)
}

// printResult writes the result and nothing else to where it belongs.
func (a *app) printResult(res *connector.Result, action *registry.Action, o *runOptions) (err error) {
	defer func() { err = errors.Join(err, res.Close()) }()
	if o.outputFile == "" || o.outputFile == "-" {
		return writeResult(a.Out, res, action, o.output)
	}
	return writeFile(o.outputFile, func(w io.Writer) error { return writeResult(w, res, action, o.output) })
}

func writeResult(w io.Writer, res *connector.Result, action *registry.Action, format string) error {
	switch {
	case res.IsEvents() && format != "raw":
		return writeEvents(w, res, format)
	case res.Stream != nil:
		_, err := io.Copy(w, res.Stream)
		return err
	case len(res.Raw) == 0 && action.Response != nil && len(action.Response.Headers) > 0:
		text, err := json.Marshal(declaredHeaders(res, action.Response.Headers))
		if err != nil {
			return err
		}
		return writeJSON(w, text, format)
	case format == "raw" || !json.Valid(res.Raw):
		_, err := w.Write(res.Raw)
		return err
	}
	return writeJSON(w, res.Raw, format)
}

// declaredHeaders are the headers that the descriptor calls part of the result.
func declaredHeaders(res *connector.Result, names []string) map[string]string {
	headers := map[string]string{}
	for _, name := range names {
		if v := res.Header.Get(name); v != "" {
			headers[name] = v
		}
	}
	return headers
}

// writeJSON writes JSON text indented, or as YAML. Numbers stay as they are written
// and fields in their order.
func writeJSON(w io.Writer, text []byte, format string) error {
	if format == "yaml" {
		return writeYAML(w, text)
	}
	var buf bytes.Buffer
	if err := json.Indent(&buf, bytes.TrimSpace(text), "", "  "); err != nil {
		return fmt.Errorf("the result is not JSON: %w", err)
	}
	buf.WriteByte('\n')
	_, err := w.Write(buf.Bytes())
	return err
}

func writeYAML(w io.Writer, text []byte) error {
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
