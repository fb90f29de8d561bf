package manual

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/schema"
)

// kind names what a document takes, with the type's name where it has one.
func (p *page) kind(doc schema.Document) string {
	if ref, ok := doc["$ref"].(string); ok {
		resolved := p.types.Resolve(doc)
		kind := p.kind(resolved)
		if resolved["enum"] != nil {
			return kind
		}
		return kind + " " + ref[strings.LastIndexByte(ref, '/')+1:]
	}
	if items, ok := doc["items"].(map[string]any); ok {
		return "list of " + p.kind(items)
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok && doc["properties"] == nil {
		return "map to " + p.kind(more)
	}
	if t, ok := doc["type"].(string); ok {
		if format, ok := doc["format"].(string); ok {
			return t + " (" + format + ")"
		}
		return t
	}
	for _, k := range []string{"oneOf", "anyOf"} {
		var forms []string
		for _, branch := range documents(doc[k]) {
			if form := p.kind(branch); !slices.Contains(forms, form) {
				forms = append(forms, form)
			}
		}
		if len(forms) > 0 {
			return strings.Join(forms, " or ")
		}
	}
	return "any"
}

func documents(v any) []schema.Document {
	list, _ := v.([]any)
	var out []schema.Document
	for _, e := range list {
		if doc, ok := e.(map[string]any); ok {
			out = append(out, doc)
		}
	}
	return out
}

// limits are what else a document says of its values, as words behind the kind.
func limits(doc schema.Document) []string {
	var words []string
	add := func(format string, keys ...string) {
		args := make([]any, len(keys))
		for i, k := range keys {
			if args[i] = doc[k]; args[i] == nil {
				return
			}
		}
		words = append(words, fmt.Sprintf(format, args...))
	}
	if v, ok := doc["default"]; ok {
		words = append(words, "default "+schemaText(v))
	}
	if doc["minimum"] != nil && doc["maximum"] != nil {
		add("%v to %v", "minimum", "maximum")
	} else {
		add("at least %v", "minimum")
		add("at most %v", "maximum")
	}
	add("at least %v long", "minLength")
	add("at most %v long", "maxLength")
	add("at least %v of them", "minItems")
	add("at most %v of them", "maxItems")
	if doc["x-sensitive"] == true {
		words = append(words, "secret")
	}
	if doc["deprecated"] == true {
		words = append(words, "deprecated")
	}
	return words
}

func schemaText(v any) string {
	if s, ok := v.(string); ok && (s == "" || strings.ContainsAny(s, " ,")) {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(v)
}

// properties are the fields of an object, those that are required first.
func properties(doc schema.Document) []field {
	members, _ := doc["properties"].(map[string]any)
	required, _ := doc["required"].([]any)
	fields := make([]field, 0, len(members))
	for _, needed := range []bool{true, false} {
		for _, name := range slices.Sorted(maps.Keys(members)) {
			if slices.Contains(required, any(name)) == needed {
				member, _ := members[name].(map[string]any)
				fields = append(fields, field{name: name, doc: member, required: needed})
			}
		}
	}
	return fields
}
