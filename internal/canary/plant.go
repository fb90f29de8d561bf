package canary

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/actionctl/connector/schema"
)

// Planted is a value with a secret at one place.
type Planted struct {
	Pointer string // to the secret
	Value   any
}

// In returns one value for each place that doc, or anything that it refers to, marks
// x-sensitive: what is required is there, and so is what leads to the secret. A type
// that contains itself is followed once.
func In(types *schema.Types, doc schema.Document, name string) []Planted {
	g := &gardener{types: types}
	g.walk(doc, name, "", nil, func(v any) any { return v })
	return g.planted
}

type gardener struct {
	types   *schema.Types
	planted []Planted
}

// walk looks for secrets in doc. put makes the whole value from the one at this place.
func (g *gardener) walk(doc schema.Document, name, pointer string, refs []string, put func(any) any) {
	sensitive := doc["x-sensitive"] == true
	for {
		ref, isRef := doc["$ref"].(string)
		if !isRef {
			break
		}
		if slices.Contains(refs, ref) {
			return
		}
		refs = append(slices.Clip(refs), ref)
		next, err := g.types.Lookup(ref)
		if err != nil {
			panic(err) // the linter has a rule for that
		}
		doc = next
		sensitive = sensitive || doc["x-sensitive"] == true
	}
	if sensitive {
		if v, ok := g.secret(doc); ok {
			g.planted = append(g.planted, Planted{pointer, put(v)})
		}
		return
	}
	for _, branch := range branchesOf(doc) {
		if doc["properties"] == nil {
			g.walk(branch, name, pointer, refs, put)
		} else {
			g.members(merged(doc, g.types.Resolve(branch)), name, pointer, refs, put)
		}
	}
	g.members(doc, name, pointer, refs, put)
}

// members goes on to what a value of one form contains.
func (g *gardener) members(doc schema.Document, name, pointer string, refs []string, put func(any) any) {
	properties, _ := doc["properties"].(map[string]any)
	for _, member := range slices.Sorted(maps.Keys(properties)) {
		child, _ := properties[member].(map[string]any)
		g.walk(child, member, pointer+"/"+member, refs, func(v any) any {
			object, _ := g.types.Example(asking(doc, member), name, false).(map[string]any)
			if object == nil {
				object = map[string]any{}
			}
			object[member] = v
			return put(object)
		})
	}
	if child, ok := doc["additionalProperties"].(map[string]any); ok {
		g.walk(child, name, pointer+"/key", refs, func(v any) any { return put(map[string]any{"key": v}) })
	}
	if child, ok := doc["items"].(map[string]any); ok {
		g.walk(child, name, pointer+"/0", refs, func(v any) any { return put([]any{v}) })
	}
}

// secret is a value of the document with canaries for every text and number; not ok
// where there is none.
func (g *gardener) secret(doc schema.Document) (any, bool) {
	switch doc["type"] {
	case "object":
		object := map[string]any{}
		if doc["additionalProperties"] != nil {
			object["key"] = Value
		}
		properties, _ := doc["properties"].(map[string]any)
		for name, p := range properties {
			child, _ := p.(map[string]any)
			if v, ok := g.secret(g.types.Resolve(child)); ok {
				object[name] = v
			}
		}
		return object, len(object) > 0
	case "array":
		items, _ := doc["items"].(map[string]any)
		v, ok := g.secret(g.types.Resolve(items))
		return []any{v}, ok
	case "boolean", "null":
		return nil, false
	case "integer", "number":
		return json.Number(Number), true
	}
	return Value, true
}

// branchesOf are the alternatives that doc offers.
func branchesOf(doc schema.Document) []schema.Document {
	var out []schema.Document
	for _, keyword := range []string{"oneOf", "anyOf"} {
		branches, _ := doc[keyword].([]any)
		for _, b := range branches {
			if branch, ok := b.(map[string]any); ok {
				out = append(out, branch)
			}
		}
	}
	return out
}

// merged is doc with only one of its branches, which brings properties of its own.
func merged(doc, branch schema.Document) schema.Document {
	own, _ := branch["properties"].(map[string]any)
	if own == nil {
		return schema.Document{} // it only says which of doc's are required
	}
	out := maps.Clone(doc)
	delete(out, "oneOf")
	delete(out, "anyOf")
	out["properties"] = own
	required, _ := doc["required"].([]any)
	more, _ := branch["required"].([]any)
	out["required"] = slices.Concat(required, more)
	return out
}

// asking is doc with the branch first that requires member, if one does.
func asking(doc schema.Document, member string) schema.Document {
	for _, keyword := range []string{"oneOf", "anyOf"} {
		branches, _ := doc[keyword].([]any)
		for i, b := range branches {
			branch, _ := b.(map[string]any)
			required, _ := branch["required"].([]any)
			if slices.Contains(required, any(member)) {
				out := maps.Clone(doc)
				out[keyword] = append([]any{b}, slices.Delete(slices.Clone(branches), i, i+1)...)
				return out
			}
		}
	}
	return doc
}
