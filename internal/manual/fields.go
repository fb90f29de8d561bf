package manual

import (
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/schema"
)

// field is a parameter, or a member of an object.
type field struct {
	name     string
	doc      schema.Document
	in       string // where a parameter goes
	required bool
}

// widestName is the longest name that the kinds beside it are aligned to.
const widestName = 28

// fields writes fields and, down to the page's depth, what they consist of. path has
// the references that lead here.
func (p *page) fields(fields []field, indent, level int, path []string) {
	column := 0
	for _, f := range fields {
		column = max(column, min(terminal.Cells(f.name), widestName))
	}
	for _, f := range fields {
		p.field(f, indent, column, level, path)
	}
}

func (p *page) field(f field, indent, column, level int, path []string) {
	members, refs := p.inside(f.doc)
	traits := []string{p.kind(f.doc)}
	if f.in != "" {
		traits = append(traits, "in "+f.in)
	}
	if f.required {
		traits = append(traits, "required")
	}
	resolved := p.types.Resolve(f.doc)
	words := strings.Join(append(traits, limits(p.merged(f.doc, resolved))...), ", ")
	unfold := len(members) > 0
	switch {
	case !unfold:
	case p.unfolded(path, refs):
		words += " … as above"
		unfold = false
	case level >= p.depth:
		words += fmt.Sprintf(" … %d %s", len(members), plural("field", len(members)))
		unfold = false
		p.folded = true
	}
	p.hang(terminal.Fill(f.name, column)+"  ", words, indent, indent+4)
	p.about(f.doc, resolved, indent+4)
	if unfold {
		p.shown = append(p.shown, refs...)
		p.fields(members, indent+2, level+1, slices.Concat(path, refs))
	}
}

// unfolded tells whether a type stands on the page already: above itself, or, where
// everything is shown, anywhere.
func (p *page) unfolded(path, refs []string) bool {
	return slices.ContainsFunc(refs, func(ref string) bool {
		return slices.Contains(path, ref) || p.depth == Everything && slices.Contains(p.shown, ref)
	})
}

// merged is a resolved document with what stands beside the reference to it.
func (p *page) merged(doc, resolved schema.Document) schema.Document {
	if doc["$ref"] == nil {
		return doc
	}
	out := schema.Document{}
	for _, from := range []schema.Document{resolved, doc} {
		for k, v := range from {
			out[k] = v
		}
	}
	return out
}

// about writes what a field is for and which values it takes.
func (p *page) about(doc, resolved schema.Document, indent int) {
	description, ok := doc["description"].(string)
	if !ok {
		description, _ = resolved["description"].(string)
	}
	if description != "" {
		p.para(terminal.Line(description), indent)
	}
	value, _ := p.element(doc)
	if values, ok := value["enum"].([]any); ok {
		p.para("one of "+strings.Join(texts(values), ", "), indent)
	}
	if c, ok := value["const"]; ok {
		p.para("always "+schemaText(c), indent)
	}
	if examples, ok := value["examples"].([]any); ok && len(examples) > 0 && value["pattern"] != nil {
		p.para("such as "+schemaText(examples[0]), indent)
	}
	if needed := together(value); len(needed) > 0 {
		p.para("needs "+alternatives(needed), indent)
	}
}

// together are the names of the fields one of which, or several together, a value must have.
func together(value schema.Document) []string {
	var needed []string
	for _, k := range []string{"oneOf", "anyOf"} {
		for _, branch := range documents(value[k]) {
			if names, ok := branch["required"].([]any); ok && branch["properties"] == nil {
				needed = append(needed, and(texts(names)))
			}
		}
	}
	return needed
}

// maxNesting bounds lists of lists and maps of maps.
const maxNesting = 8

// element is what a document holds in the end: of a list or a map the values in it.
// refs are the references that lead there.
func (p *page) element(doc schema.Document) (value schema.Document, refs []string) {
	for range maxNesting {
		if ref, ok := doc["$ref"].(string); ok {
			refs = append(refs, ref)
		}
		doc = p.types.Resolve(doc)
		items, isList := doc["items"].(map[string]any)
		more, isMap := doc["additionalProperties"].(map[string]any)
		switch {
		case isList:
			doc = items
		case isMap && doc["properties"] == nil:
			doc = more
		default:
			return doc, refs
		}
	}
	return schema.Document{}, refs
}

// inside are the fields of an object, of the objects in a list or a map, or of the
// forms that a value may have.
func (p *page) inside(doc schema.Document) (members []field, refs []string) {
	value, refs := p.element(doc)
	members = properties(value)
	for _, k := range []string{"oneOf", "anyOf"} {
		for _, branch := range documents(value[k]) {
			more, ref := p.element(branch)
			for _, f := range properties(more) {
				known := slices.ContainsFunc(members, func(m field) bool { return m.name == f.name })
				if !known {
					members = append(members, f)
				}
			}
			refs = append(refs, ref...)
		}
	}
	return members, refs
}
