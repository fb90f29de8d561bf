package world

import (
	"github.com/actionctl/connector/schema"
)

// document is the schema of a field of a kind's items.
func (w *World) document(k Kind, path string) schema.Document {
	a, err := w.reg.Action(k.Type)
	if err != nil || a.Response == nil {
		return schema.Document{}
	}
	doc := schema.Document(a.Response.Schema)
	for _, step := range append(steps(k.At), steps(path)...) {
		doc, _ = w.types.Child(doc, step)
	}
	return doc
}

// fieldsOf are the fields of an object's schema.
func (w *World) fieldsOf(doc schema.Document) map[string]any {
	fields, _ := w.types.Resolve(doc)["properties"].(map[string]any)
	return fields
}
