package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/actionctl/connector/schema"
)

// fit is the part of a value that a schema has a place for; nil where it has none.
// Ids that are numbers in one type and text in another change their kind.
func (s *Sandbox) fit(doc schema.Document, v any) any {
	resolved := s.types.Resolve(doc)
	switch resolved["type"] {
	case "object":
		return s.fitObject(resolved, v)
	case "array":
		list, ok := v.([]any)
		if !ok {
			return nil
		}
		items, _ := resolved["items"].(map[string]any)
		out := make([]any, 0, len(list))
		for _, e := range list {
			if e = s.fit(items, e); e != nil {
				out = append(out, e)
			}
		}
		return out
	case "string":
		return fitText(resolved, v)
	case "integer", "number":
		return fitNumber(resolved, v)
	case "boolean":
		if b, ok := v.(bool); ok {
			return b
		}
		return nil
	}
	return copyOf(v) // several forms, or any
}

func (s *Sandbox) fitObject(doc schema.Document, v any) any {
	object, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	properties, known := doc["properties"].(map[string]any)
	more, mapped := doc["additionalProperties"].(map[string]any)
	if !known && !mapped {
		return copyOf(v)
	}
	out := map[string]any{}
	for name, member := range object {
		child, ok := properties[name].(map[string]any)
		if !ok && !mapped {
			continue
		}
		if !ok {
			child = more
		}
		if member = s.fit(child, member); member != nil {
			out[name] = member
		}
	}
	required, _ := doc["required"].([]any)
	for _, r := range required {
		name, _ := r.(string)
		if _, have := out[name]; !have {
			child, _ := properties[name].(map[string]any)
			out[name] = s.types.Example(child, name, false)
		}
	}
	return out
}

func fitText(doc schema.Document, v any) any {
	var text string
	switch v := v.(type) {
	case string:
		text = v
	case json.Number:
		text = string(v)
	default:
		return nil
	}
	if values, ok := doc["enum"].([]any); ok && !slices.Contains(values, any(text)) {
		return nil
	}
	return text
}

func fitNumber(doc schema.Document, v any) any {
	text := ""
	switch v := v.(type) {
	case json.Number, int, int64:
		text = fmt.Sprint(v)
	case string:
		text = v
	}
	if _, err := strconv.ParseInt(text, 10, 64); err == nil {
		return json.Number(text)
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil && doc["type"] == "number" {
		return json.Number(text)
	}
	if doc["format"] == "double" && (text == "NaN" || text == "Infinity" || text == "-Infinity") {
		return text
	}
	return nil
}
