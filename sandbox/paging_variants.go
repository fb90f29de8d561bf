package sandbox

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/schema"
)

// variant is a place in which copies of an item may differ.
type variant struct {
	at    []string
	names bool  // it is what the item is called by
	enum  []any // the values it may have, if they are listed
}

// nth is the value of a copy: text gets its number, integers count up.
func (v variant) nth(was any, i int) any {
	if v.enum != nil {
		return v.enum[i%len(v.enum)]
	}
	if n, ok := was.(json.Number); ok {
		from, _ := strconv.ParseInt(string(n), 10, 64)
		return json.Number(strconv.FormatInt(from+int64(i), 10))
	}
	text, _ := was.(string)
	return text + "-" + strconv.Itoa(i+1)
}

// find lists the variants of an item. What the request said is none.
func (k *copying) find(doc schema.Document, v any, at []string) []variant {
	resolved := k.box.types.Resolve(doc)
	var found []variant
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if _, said := k.said[name]; said && len(at) == 0 {
				continue
			}
			child, _ := k.box.types.Child(doc, name)
			found = append(found, k.find(child, v[name], append(slices.Clone(at), name))...)
		}
	case []any:
		if len(v) > 0 {
			child, _ := k.box.types.Child(doc, "0")
			found = k.find(child, v[0], append(slices.Clone(at), "0"))
		}
	case string, json.Number:
		if enum, ok := resolved["enum"].([]any); ok {
			found = []variant{{at: at, enum: enum}}
		} else if k.isFree(resolved, v) {
			found = []variant{{at: at, names: isName(at)}}
		}
	}
	return found
}

// isFree reports whether a value may be another one, as far as can be told.
func (k *copying) isFree(doc schema.Document, v any) bool {
	if n, ok := v.(json.Number); ok {
		_, err := strconv.ParseInt(string(n), 10, 64)
		return err == nil
	}
	format, _ := doc["format"].(string)
	return format == "" && doc["pattern"] == nil && doc["const"] == nil
}

// isName reports whether a place near the top is what an item is called by.
func isName(at []string) bool {
	if len(at) == 0 {
		return true
	}
	if len(at) > 2 || slices.Contains(at, "0") {
		return false
	}
	last := strings.ToLower(at[len(at)-1])
	return slices.ContainsFunc([]string{"id", "name", "key", "path", "url"}, func(word string) bool { return strings.HasSuffix(last, word) })
}

// expand puts examples into the empty objects of an item, which end an example that
// is nested deeply.
func (k *copying) expand(doc schema.Document, v any, name string) any {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			return k.box.types.Example(doc, name, true)
		}
		out := map[string]any{}
		for name, member := range v {
			child, _ := k.box.types.Child(doc, name)
			out[name] = k.expand(child, member, name)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			child, _ := k.box.types.Child(doc, "0")
			out[i] = k.expand(child, element, name)
		}
		return out
	}
	return v
}
