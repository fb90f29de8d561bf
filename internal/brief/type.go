package brief

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/schema"
)

// typeWriter writes one type.
type typeWriter struct {
	strings.Builder
	types  *schema.Types
	detail detail
	limit  int  // what is longer is of no use, so it is not written to its end
	folded bool // something was left out
}

// document writes the type of doc. at is how many objects it stands in, refs are the
// types that it stands in.
func (w *typeWriter) document(doc schema.Document, at int, refs []string) {
	if ref, ok := doc["$ref"].(string); ok {
		if slices.Contains(refs, ref) {
			w.WriteString(ref[strings.LastIndexByte(ref, '/')+1:])
			return
		}
		refs = append(slices.Clip(refs), ref)
		w.document(w.types.Resolve(doc), at, refs)
		return
	}
	branches := branchesOf(doc)
	if members, ok := doc["properties"].(map[string]any); ok {
		w.object(doc, members, at, refs)
		if names := alternatives(branches); names != "" {
			w.WriteString(" /*with " + names + "*/")
			return
		}
		if len(branches) > 0 {
			w.WriteString(" & (")
			w.union(branches, at, refs)
			w.WriteByte(')')
		}
		return
	}
	if len(branches) > 0 {
		w.union(branches, at, refs)
		return
	}
	w.plain(doc, at, refs)
}

func branchesOf(doc schema.Document) []schema.Document {
	var branches []schema.Document
	for _, k := range []string{"oneOf", "anyOf"} {
		list, _ := doc[k].([]any)
		for _, b := range list {
			if branch, ok := b.(map[string]any); ok {
				branches = append(branches, branch)
			}
		}
	}
	return branches
}

// alternatives are branches that only say which members are needed.
func alternatives(branches []schema.Document) string {
	var ways []string
	for _, b := range branches {
		if b["properties"] != nil || b["$ref"] != nil || b["required"] == nil {
			return ""
		}
		ways = append(ways, strings.Join(names(b["required"]), "+"))
	}
	return strings.Join(ways, " or ")
}

func (w *typeWriter) union(branches []schema.Document, at int, refs []string) {
	for i, b := range branches {
		if i > 0 {
			w.WriteString(" | ")
		}
		w.document(b, at, refs)
	}
}

func (w *typeWriter) plain(doc schema.Document, at int, refs []string) {
	if only, ok := doc["const"]; ok {
		w.WriteString(literal(only))
		return
	}
	if values, ok := doc["enum"].([]any); ok {
		w.enum(values)
		return
	}
	kind, _ := doc["type"].(string)
	switch kind {
	case "array":
		w.array(doc, at, refs)
	case "object":
		w.mapping(doc, at, refs)
	case "":
		w.WriteString("any")
	default:
		w.WriteString(kind)
		if format, ok := doc["format"].(string); ok && kind == "string" {
			w.WriteString("(" + format + ")")
		}
	}
}

func (w *typeWriter) enum(values []any) {
	shown := values[:min(len(values), w.detail.enum)]
	for i, v := range shown {
		if i > 0 {
			w.WriteByte('|')
		}
		w.WriteString(literal(v))
	}
	if more := len(values) - len(shown); more > 0 {
		fmt.Fprintf(w, "|…%d more", more)
		w.folded = true
	}
}

// array writes brackets behind the element, in parentheses where that is a choice.
func (w *typeWriter) array(doc schema.Document, at int, refs []string) {
	items, ok := doc["items"].(map[string]any)
	if !ok {
		w.WriteString("any[]")
		return
	}
	resolved := w.types.Resolve(items)
	several := len(branchesOf(resolved)) > 0 || resolved["enum"] != nil
	if several {
		w.WriteByte('(')
	}
	w.document(items, at, refs)
	if several {
		w.WriteByte(')')
	}
	w.WriteString("[]")
}

// mapping is an object without names of its own.
func (w *typeWriter) mapping(doc schema.Document, at int, refs []string) {
	more, ok := doc["additionalProperties"].(map[string]any)
	switch {
	case ok:
		w.WriteString("{[name]: ")
		w.document(more, at+1, refs)
		w.WriteByte('}')
	case doc["additionalProperties"] == false:
		w.WriteString("{}")
	default:
		w.WriteString("object")
	}
}

func literal(v any) string {
	if text, ok := v.(string); ok {
		return "'" + strings.ReplaceAll(text, "'", `\'`) + "'"
	}
	return fmt.Sprint(v)
}

func names(v any) []string {
	list, _ := v.([]any)
	found := make([]string, 0, len(list))
	for _, name := range list {
		if text, ok := name.(string); ok {
			found = append(found, text)
		}
	}
	return found
}

// membersOf are the names of members: those that are needed, then the others.
func membersOf(doc schema.Document, members map[string]any) (required, optional []string) {
	needed := names(doc["required"])
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if slices.Contains(needed, name) {
			required = append(required, name)
		} else {
			optional = append(optional, name)
		}
	}
	return required, optional
}
