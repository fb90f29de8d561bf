package manual

import (
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/schema"
)

// Bounds of what the reference shows: levels of nested fields, rows of a table that
// stands open, and values of a choice that stand in its cell.
const (
	referenceDepth = 2
	openRows       = 12
	openValues     = 12
)

// document writes the fields of a body or an answer, folded where they are many. Their
// names are those that arguments have, or paths in the answer.
func (r *reference) document(title string, doc schema.Document, prefix string) {
	members, refs := r.inside(doc)
	if kind := strings.TrimPrefix(r.kind(doc), "object"); kind != "" || len(members) == 0 {
		title += ": " + r.md.prose(r.kind(doc))
	}
	words := r.words(doc)
	if len(members) == 0 {
		r.md.para(strings.TrimSpace(title + ". " + words))
		return
	}
	if words != "" {
		words = ". " + words
	}
	prefix += strings.TrimPrefix(into(r.types, doc)+".", ".")
	var rows [][]string
	for _, m := range members {
		m.name = prefix + m.name
		rows = append(rows, r.rows(m, 1, refs)...)
	}
	table := func() { r.md.table([]string{"field", "type", ""}, rows) }
	if len(rows) <= openRows {
		r.md.para(title + words)
		table()
		return
	}
	title = strings.ReplaceAll(title, "`data`", "<code>data</code>") // no Markdown in there
	r.md.folded(fmt.Sprintf("%s, %d fields", title, len(rows)), func() {
		if words != "" {
			r.md.para(strings.TrimPrefix(words, ". "))
		}
		table()
	})
}

// rows are a field and, down to the depth, what it consists of.
func (r *reference) rows(f field, level int, path []string) [][]string {
	members, refs := r.inside(f.doc)
	words := []string{r.md.prose(r.kind(f.doc))}
	if f.in != "" {
		words = append(words, "in "+f.in)
	}
	if f.required {
		words = append(words, "**required**")
	}
	for _, limit := range limits(r.merged(f.doc, r.types.Resolve(f.doc))) {
		words = append(words, r.md.prose(limit))
	}
	folded, unfold := "", len(members) > 0
	switch {
	case !unfold:
	case r.unfolded(path, refs):
		folded, unfold = " … as above", false
	case level >= r.depth:
		folded, unfold = fmt.Sprintf(" … %d %s", len(members), plural("field", len(members))), false
	}
	rows := [][]string{{code(f.name), strings.Join(words, ", ") + folded, r.words(f.doc)}}
	if unfold {
		for _, m := range members {
			m.name = f.name + into(r.types, f.doc) + "." + m.name
			rows = append(rows, r.rows(m, level+1, slices.Concat(path, refs))...)
		}
	}
	return rows
}

// into is the way from a list or a map to what it holds: [] and .*
func into(types *schema.Types, doc schema.Document) string {
	way := ""
	for range maxNesting {
		doc = types.Resolve(doc)
		items, isList := doc["items"].(map[string]any)
		more, isMap := doc["additionalProperties"].(map[string]any)
		switch {
		case isList:
			way, doc = way+"[]", items
		case isMap && doc["properties"] == nil:
			way, doc = way+".*", more
		default:
			return way
		}
	}
	return way
}

// words say what a field is for and which values it takes.
func (r *reference) words(doc schema.Document) string {
	description, ok := doc["description"].(string)
	if !ok {
		description, _ = r.types.Resolve(doc)["description"].(string)
	}
	out := []string{r.md.prose(description)}
	value, _ := r.element(doc)
	if values, ok := value["enum"].([]any); ok && len(values) > 0 {
		out = append(out, choice(texts(values)))
	}
	if c, ok := value["const"]; ok {
		out = append(out, "Always "+code(schemaText(c))+".")
	}
	if examples, ok := value["examples"].([]any); ok && len(examples) > 0 && value["pattern"] != nil {
		out = append(out, "Such as "+code(schemaText(examples[0]))+".")
	}
	if needed := together(value); len(needed) > 0 {
		out = append(out, "Needs "+r.md.prose(alternatives(needed))+".")
	}
	return strings.TrimSpace(strings.Join(out, " "))
}

func choice(values []string) string {
	if len(values) > openValues {
		return fmt.Sprintf("<details><summary>one of %d values</summary>%s</details>", len(values), codes(values))
	}
	return "One of " + codes(values) + "."
}
