package schema

import (
	"strconv"
)

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
// of an array; ok is false where the document has no place for it.
func (t *Types) Child(doc Document, name string) (Document, bool) {
	doc = t.Resolve(doc)
	if properties, ok := doc["properties"].(map[string]any); ok {
		if p, ok := properties[name].(map[string]any); ok {
			return p, true
		}
	}
	if _, err := strconv.Atoi(name); err == nil {
		if items, ok := doc["items"].(map[string]any); ok {
			return items, true
		}
	}
	if more, ok := doc["additionalProperties"].(map[string]any); ok {
		return more, true
	}
	return Document{}, len(doc) == 0 || doc["type"] == nil && doc["properties"] == nil
}

// isSensitive reports whether the value of doc is a secret. The mark may stand
// beside a $ref or on what it refers to.
func (t *Types) isSensitive(doc Document) bool {
	return doc["x-sensitive"] == true || t.Resolve(doc)["x-sensitive"] == true
}

// lookAt follows steps from doc and also tells whether any document on the way is
// marked as a secret.
func (t *Types) lookAt(doc Document, steps []string) (at Document, sensitive bool) {
	for _, step := range steps {
		sensitive = sensitive || t.isSensitive(doc)
		doc, _ = t.Child(doc, step)
	}
	return t.Resolve(doc), sensitive || t.isSensitive(doc)
}
