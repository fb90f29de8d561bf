package main

import (
	"encoding/base64"
	"strings"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// file reads NAME=@FILE: bytes for a raw body, base64 where the schema wants that, text
// where it wants text, JSON or YAML otherwise, of which the place is then known.
func (in *inputs) file(name, file string, doc schema.Document) (any, *input.Text, error) {
	if name == registry.BodyParam && in.action.Body != nil && !in.action.Body.IsJSON() {
		r, err := in.open(file)
		return r, nil, err
	}
	content, err := in.read(name, file)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case doc["format"] == "byte":
		return base64.StdEncoding.EncodeToString(content), nil, nil
	case doc["type"] == "string" || doc["type"] == nil:
		return string(content), nil, nil
	}
	text, v, err := in.parse(originOf(file), content, func() schema.Document { return doc })
	if err != nil {
		return nil, nil, about(name, err)
	}
	if s, isText := v.(string); isText { // such as an integer with blanks around it
		v = convert(strings.TrimSpace(s), doc)
	}
	return v, text, nil
}

// value turns the text of an argument into what the schema wants. Text that does not
// convert stays text: the check that follows says what is wrong with it.
func (in *inputs) value(name, text string, doc schema.Document) (any, error) {
	if doc["type"] != "object" || !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return convert(text, doc), nil
	}
	_, v, err := in.parse(name, []byte(text), func() schema.Document { return doc })
	if err != nil {
		return nil, about(name, err)
	}
	return v, nil
}

// convert turns the text of a scalar into what the schema wants, where it is that.
func convert(text string, doc schema.Document) any {
	switch doc["type"] {
	case "boolean":
		switch text {
		case "true":
			return true
		case "false":
			return false
		}
	case "integer", "number":
		if v, err := schema.Decode([]byte(text)); err == nil {
			if _, isText := v.(string); !isText {
				return v
			}
		}
	}
	return text
}
