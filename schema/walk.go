package schema

import "strconv"

// maxRefs bounds a chain of references to references.
const maxRefs = 16

// Resolve follows $ref until a document without one. A reference that leads
// nowhere or round in circles gives an empty document, which says nothing.
func (t *Types) Resolve(doc Document) Document {
	for range maxRefs {
		ref, ok := doc["$ref"].(string)
		if !ok {
			return doc
		}
		next, err := t.Lookup(ref)
		if err != nil {
			break
		}
		doc = next
	}
	return Document{}
}

// Child returns the document for the member name of an object, or for an element
// of an array; ok is false where the document has no place for it. Where oneOf or
// anyOf offer several, it is the first.
func (t *Types) Child(doc Document, name string) (Document, bool) {
	forms, _ := t.forms(doc)
	free := len(forms) == 0
	for _, form := range forms {
		if child, _, ok := childOf(form, name); ok {
			return child, true
		}
		free = free || form["type"] == nil && form["properties"] == nil && form["oneOf"] == nil && form["anyOf"] == nil
	}
	return Document{}, free
}

// childOf is Child for one document without references; declared tells whether it
// knows the member by its name.
func childOf(doc Document, name string) (child Document, declared, ok bool) {
	if properties, ok := doc["properties"].(map[string]any); ok {
		if p, ok := properties[name].(map[string]any); ok {
			return p, true, true
		}
	}
	if _, err := strconv.Atoi(name); err == nil {
		if items, ok := doc["items"].(map[string]any); ok {
			return items, false, true
		}
	}
	more, ok := doc["additionalProperties"].(map[string]any)
	return more, false, ok
}

// forms returns all that a value of the given documents may have to fit, without
// references: the documents, what they refer to, and the branches of oneOf and
// anyOf in them. sensitive tells whether any of it is marked as a secret; what a
// broken reference would have said is not known, so it counts as marked.
func (t *Types) forms(docs ...Document) (forms []Document, sensitive bool) {
	seen := map[string]bool{}
	var visit func(Document)
	visit = func(doc Document) {
		sensitive = sensitive || doc["x-sensitive"] == true
		if ref, isRef := doc["$ref"].(string); isRef {
			if seen[ref] {
				return
			}
			seen[ref] = true
			next, err := t.Lookup(ref)
			if err != nil {
				sensitive = true
				return
			}
			visit(next)
			return
		}
		forms = append(forms, doc)
		for _, k := range []string{"oneOf", "anyOf"} {
			branches, _ := doc[k].([]any)
			for _, b := range branches {
				if branch, ok := b.(map[string]any); ok {
					visit(branch)
				}
			}
		}
	}
	for _, doc := range docs {
		visit(doc)
	}
	return forms, sensitive
}

// below returns what forms have to say of their member name.
func below(forms []Document, name string) (children []Document, declared bool) {
	for _, form := range forms {
		if child, known, ok := childOf(form, name); ok {
			children, declared = append(children, child), declared || known
		}
	}
	return children, declared
}

// hides reports whether the value that steps lead to is a secret: whether any
// document on the way is marked as one.
func (t *Types) hides(doc Document, steps []string) bool {
	docs := []Document{doc}
	for _, step := range steps {
		forms, sensitive := t.forms(docs...)
		if sensitive {
			return true
		}
		docs, _ = below(forms, step)
	}
	_, sensitive := t.forms(docs...)
	return sensitive
}
