package schema

import (
	"maps"
	"slices"

	"github.com/actionctl/connector/internal/dotted"
)

// exampleDepth is how deep the examples that Example makes go: objects nested deeper
// stay empty where nothing in them is required.
const exampleDepth = 4

// Example makes a value that doc accepts, the same one each time. With full it has
// every field down to a fixed depth, otherwise the required ones only. Values come
// from const, examples, enum and default before anything is made up; text is made
// of the field's name. A pattern needs one of those.
func (t *Types) Example(doc Document, name string, full bool) any {
	return example{types: t, full: full}.value(doc, name, 0)
}

// example is the way down to one value.
type example struct {
	types *Types
	full  bool
	refs  []string // the references followed where only required fields are left
}

func (e example) value(doc Document, name string, depth int) any {
	for range maxRefs {
		if v, ok := given(doc); ok {
			return dotted.Clone(v)
		}
		ref, isRef := doc["$ref"].(string)
		if !isRef {
			break
		}
		if depth > exampleDepth {
			if slices.Contains(e.refs, ref) {
				return map[string]any{} // a type that requires itself
			}
			e.refs = append(slices.Clip(e.refs), ref)
		}
		doc, _ = e.types.Lookup(ref)
	}
	for _, k := range []string{"oneOf", "anyOf"} {
		if branches, ok := doc[k].([]any); ok && len(branches) > 0 {
			return e.value(firstForm(doc, k, branches), name, depth+1)
		}
	}
	switch doc["type"] {
	case "object":
		return e.object(doc, depth)
	case "array":
		return e.array(doc, name, depth)
	case "boolean":
		return true
	case "integer", "number":
		return exampleNumber(doc)
	case "null":
		return nil
	}
	return exampleText(doc, name)
}

// deeper tells whether optional parts go in at this depth.
func (e example) deeper(depth int) bool { return e.full && depth < exampleDepth }

func (e example) object(doc Document, depth int) any {
	out := map[string]any{}
	properties, _ := doc["properties"].(map[string]any)
	required := stringsOf(doc["required"])
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if !slices.Contains(required, name) && !e.deeper(depth) {
			continue
		}
		if child, ok := properties[name].(map[string]any); ok {
			out[name] = e.value(child, name, depth+1)
		}
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok && e.deeper(depth) {
		out["key"] = e.value(more, "value", depth+1)
	}
	return out
}

func (e example) array(doc Document, name string, depth int) any {
	items, _ := doc["items"].(map[string]any)
	n := number(doc["minItems"], 0)
	if limit := number(doc["maxItems"], 1); n == 0 && limit > 0 && e.deeper(depth) {
		n = 1
	}
	out := make([]any, n)
	for i := range out {
		out[i] = e.value(items, name, depth+1)
	}
	return out
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

// firstForm is doc with its first branch of keyword put in. A branch that only says
// which fields are required leaves out the fields that the others require.
func firstForm(doc Document, keyword string, branches []any) Document {
	first, _ := branches[0].(map[string]any)
	properties, isObject := doc["properties"].(map[string]any)
	if !isObject {
		return first
	}
	out := maps.Clone(doc)
	delete(out, keyword)
	properties = maps.Clone(properties)
	required := append(stringsOf(doc["required"]), stringsOf(first["required"])...)
	for _, b := range branches[1:] {
		branch, _ := b.(map[string]any)
		for _, name := range stringsOf(branch["required"]) {
			if !slices.Contains(required, name) {
				delete(properties, name)
			}
		}
	}
	own, _ := first["properties"].(map[string]any)
	maps.Copy(properties, own)
	out["properties"] = properties
	all := make([]any, len(required))
	for i, name := range required {
		all[i] = name
	}
	out["required"] = all
	return out
}
