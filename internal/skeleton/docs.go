package skeleton

import (
	"maps"
	"slices"

	"github.com/actionctl/connector/schema"
)

// requires tells whether an object needs the field.
func requires(doc schema.Document, name string) bool {
	list, _ := doc["required"].([]any)
	return slices.Contains(list, any(name))
}

// unknown are the names of values that the document does not know, sorted.
func unknown(values, properties map[string]any) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if _, known := properties[name]; !known {
			names = append(names, name)
		}
	}
	return names
}

// firstBranch is the document without references and, of several forms, the first.
func firstBranch(types *schema.Types, doc schema.Document) schema.Document {
	doc = types.Resolve(doc)
	for range 8 { // branches of branches
		next, ok := branchOf(doc)
		if !ok {
			return doc
		}
		doc = types.Resolve(next)
	}
	return doc
}

func branchOf(doc schema.Document) (schema.Document, bool) {
	if doc["properties"] != nil { // its branches only say more of these
		return nil, false
	}
	for _, k := range []string{"oneOf", "anyOf"} {
		if branches, ok := doc[k].([]any); ok && len(branches) > 0 {
			first, ok := branches[0].(map[string]any)
			return first, ok
		}
	}
	return nil, false
}

// preset is what stands in a field that nobody filled in: the only value there is, or
// the one that the service takes anyway.
func preset(doc schema.Document) (any, bool) {
	if v, ok := doc["const"]; ok {
		return v, true
	}
	v, ok := doc["default"]
	return v, ok
}

// describe is the description of a field, or else that of its type.
func describe(types *schema.Types, doc schema.Document) string {
	if text, ok := doc["description"].(string); ok {
		return text
	}
	text, _ := types.Resolve(doc)["description"].(string)
	return text
}

// sensitive tells whether the field is a secret, by asking what becomes of one there.
func sensitive(types *schema.Types, doc schema.Document) bool {
	return types.Redact(doc, "x") == schema.Redacted
}

// Kind says in a word or two what a document takes; doc is one without a reference.
func Kind(types *schema.Types, doc schema.Document) string { return kind(types, doc, 3) }

// kind goes at most depth lists and maps deep: a type may be a list of itself.
func kind(types *schema.Types, doc schema.Document, depth int) string {
	if depth == 0 {
		return "more"
	}
	if items, ok := doc["items"].(map[string]any); ok {
		return "list of " + kind(types, firstBranch(types, items), depth-1)
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok && doc["properties"] == nil {
		return "map to " + kind(types, firstBranch(types, more), depth-1)
	}
	switch doc["format"] {
	case "byte":
		return "base64 text"
	case "date-time":
		return "time such as 2026-01-31T09:00:00Z"
	case "google-duration":
		return "duration such as 3.5s"
	case "google-fieldmask":
		return "names such as a,b.c"
	}
	if word, ok := doc["type"].(string); ok {
		return word
	}
	return "any value"
}
