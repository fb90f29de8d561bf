package schema

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// Depth of the examples that Example makes: objects nested deeper stay empty where
// nothing in them is required.
const exampleDepth = 4

// Example makes a value that doc accepts, the same one each time. With full it has
// every field down to a fixed depth, otherwise the required ones only. Values come
// from const, enum, examples and default before anything is made up; text is made
// of the field's name.
func (t *Types) Example(doc Document, name string, full bool) any {
	return t.example(doc, name, full, 0)
}

func (t *Types) example(doc Document, name string, full bool, depth int) any {
	if v, ok := given(doc); ok {
		return v
	}
	doc = t.Resolve(doc)
	if v, ok := given(doc); ok {
		return v
	}
	for _, k := range []string{"oneOf", "anyOf"} {
		if branches, ok := doc[k].([]any); ok && len(branches) > 0 {
			if branch, ok := branches[0].(map[string]any); ok {
				return t.example(branch, name, full, depth)
			}
		}
	}
	switch doc["type"] {
	case "object":
		return t.exampleObject(doc, full, depth)
	case "array":
		return t.exampleArray(doc, name, full, depth)
	case "boolean":
		return true
	case "integer", "number":
		return exampleNumber(doc)
	case "null":
		return nil
	}
	return exampleText(doc, name)
}

func given(doc Document) (any, bool) {
	if v, ok := doc["const"]; ok {
		return v, true
	}
	for _, k := range []string{"examples", "enum"} {
		if list, ok := doc[k].([]any); ok && len(list) > 0 {
			return list[0], true
		}
	}
	v, ok := doc["default"]
	return v, ok
}

func (t *Types) exampleObject(doc Document, full bool, depth int) any {
	out := map[string]any{}
	if depth > maxDepth {
		return out // a type that requires itself
	}
	properties, _ := doc["properties"].(map[string]any)
	required := stringsOf(doc["required"])
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if !slices.Contains(required, name) && (!full || depth >= exampleDepth) {
			continue
		}
		if child, ok := properties[name].(map[string]any); ok {
			out[name] = t.example(child, name, full, depth+1)
		}
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok && full && depth < exampleDepth {
		out["key"] = t.example(more, "value", full, depth+1)
	}
	return out
}

func (t *Types) exampleArray(doc Document, name string, full bool, depth int) any {
	items, _ := doc["items"].(map[string]any)
	n := 0
	if full && depth < exampleDepth {
		n = 1
	}
	n = max(n, number(doc["minItems"], 0))
	out := make([]any, n)
	for i := range out {
		out[i] = t.example(items, name, full, depth+1)
	}
	return out
}

func exampleNumber(doc Document) any { return json.Number(strconv.Itoa(number(doc["minimum"], 1))) }

func exampleText(doc Document, name string) any {
	switch doc["format"] {
	case "byte":
		return "ZXhhbXBsZQ=="
	case "date-time":
		return "2026-01-31T09:00:00Z"
	case "google-duration":
		return "3.5s"
	case "google-fieldmask":
		return "name"
	}
	text := "example-" + name
	for len(text) < number(doc["minLength"], 0) {
		text += "-" + name
	}
	if limit := number(doc["maxLength"], 0); limit > 0 && len(text) > limit {
		text = text[:limit]
	}
	return text
}
