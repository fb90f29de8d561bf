package render

import (
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/schema"
)

// Layout is what is known of answers before they come.
type Layout struct {
	// List is where an answer has its rows, ListElse where else; "" when it is one
	// object, "$" when all of it is the list.
	List, ListElse string
	// Header is where an answer has the columns of rows that are lists: objects with
	// a name each. "" when it does not say.
	Header string
	// Fields are those that a row, or the one object, is declared to have, best
	// first. They are nil when that is not known.
	Fields []Field
	// Closed says that a row has no other fields than those that Declares knows.
	Closed bool

	types *schema.Types
	row   schema.Document
}

// NewLayout reads the layout of an answer off its schema. list and listElse are where
// the descriptor says that the rows are; without them a response that is nothing but
// one array and what counts it is a list too.
func NewLayout(types *schema.Types, response schema.Document, list, listElse, header string) Layout {
	l := Layout{List: list, ListElse: listElse, Header: header, types: types}
	if response == nil {
		return l
	}
	if l.List == "" {
		l.List = onlyList(types, response)
	}
	l.row = response
	if l.List != "" {
		l.row = below(types, response, l.List)
	}
	l.row = types.Resolve(l.row)
	l.settle(singular(l.List))
	return l
}

// settle reads the fields off the row's schema.
func (l *Layout) settle(own string) {
	l.Fields = declared(l.types, l.row, own)
	_, open := l.row["additionalProperties"].(map[string]any)
	l.Closed = len(l.Fields) > 0 && !open
}

// below is the document of the elements of the array at a dotted path.
func below(types *schema.Types, doc schema.Document, path string) schema.Document {
	if path != "$" {
		for step := range strings.SplitSeq(path, ".") {
			doc, _ = types.Child(doc, step)
		}
	}
	items, _ := types.Resolve(doc)["items"].(map[string]any)
	return items
}

// onlyList names the one array of a response in which all else only counts it or
// leads to more of it.
func onlyList(types *schema.Types, response schema.Document) string {
	doc := types.Resolve(response)
	if doc["type"] == "array" {
		return "$"
	}
	properties, _ := doc["properties"].(map[string]any)
	found := ""
	for name, p := range properties {
		property, _ := p.(map[string]any)
		switch {
		case types.Resolve(property)["type"] == "array" && found == "":
			found = name
		case !counts(name):
			return ""
		}
	}
	return found
}

// counts tells whether a field beside a list speaks of the list.
func counts(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "page") || strings.Contains(name, "total") ||
		strings.HasSuffix(name, "count") || strings.HasPrefix(name, "has_") || name == "schemas"
}

// singular is what one of the things at a path is called: cluster for clusters.
func singular(path string) string {
	name := strings.ToLower(path[strings.LastIndexByte(path, '.')+1:])
	switch {
	case strings.HasSuffix(name, "ies"):
		return name[:len(name)-3] + "y"
	case strings.HasSuffix(name, "sses"), strings.HasSuffix(name, "uses"), strings.HasSuffix(name, "xes"), strings.HasSuffix(name, "ches"):
		return name[:len(name)-2]
	}
	return strings.TrimSuffix(name, "s")
}

// Declares tells whether a dotted path may lead to something in a row.
func (l Layout) Declares(path string) bool {
	if !l.Closed {
		return true
	}
	doc := l.row
	for step := range strings.SplitSeq(path, ".") {
		if doc = l.types.Resolve(doc); len(doc) == 0 {
			return true // anything may be below
		}
		child, ok := l.types.Child(doc, step)
		if !ok {
			return false
		}
		doc = child
	}
	return true
}

// rowsOf finds the rows of an answer; not ok when it is no list.
func (l Layout) rowsOf(answer any) (items []any, ok bool) {
	if list, isList := answer.([]any); isList {
		return list, true
	}
	if l.List == "" {
		return nil, false
	}
	for _, path := range []string{l.List, l.ListElse} {
		if path == "" {
			continue
		}
		if list, isList := at(answer, path).([]any); isList {
			return list, true
		}
	}
	_, isObject := answer.(map[string]any)
	return nil, isObject // a list without items is often left out
}

// HeaderOf is the names of the columns that an answer says its rows have.
func (l Layout) HeaderOf(answer any) []string {
	if l.Header == "" {
		return nil
	}
	columns, _ := at(answer, l.Header).([]any)
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i], _ = at(c, "name").(string)
	}
	return names
}

// at is the value at a dotted path, or at a field whose name has dots.
func at(v any, path string) any {
	if object, ok := v.(map[string]any); ok {
		if whole, ok := object[path]; ok {
			return whole
		}
	}
	found, _ := dotted.At(v, path)
	return found
}

// NewObjectLayout is the layout of answers that are one object, whatever lists are in
// it.
func NewObjectLayout(types *schema.Types, response schema.Document) Layout {
	l := Layout{types: types, row: types.Resolve(response)}
	l.settle("")
	return l
}

// Names are the fields that a row is declared to have.
func (l Layout) Names() []string {
	properties, _ := l.row["properties"].(map[string]any)
	names := slices.Collect(maps.Keys(properties))
	for _, f := range l.Fields {
		names = append(names, f.Path)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Spelled is the one field whose name differs from a given one in capitals only.
func (l Layout) Spelled(name string) (string, bool) {
	for _, known := range l.Names() {
		if strings.EqualFold(known, name) {
			return known, true
		}
	}
	return "", false
}
