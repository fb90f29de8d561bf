package render

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/actionctl/connector/schema"
)

// Field is a column that a row may have.
type Field struct {
	Path string
	time bool // a number that counts milliseconds or seconds since 1970
	rank rank
}

// declared are the scalar fields of a row by its schema, and of its inner objects
// those by which rows are told apart.
func declared(types *schema.Types, row schema.Document, own string) []Field {
	properties, _ := row["properties"].(map[string]any)
	var fields []Field
	for name, p := range properties {
		property, _ := p.(map[string]any)
		doc := types.Resolve(property)
		if property["x-sensitive"] == true || doc["x-sensitive"] == true {
			continue
		}
		if isScalar(doc) {
			fields = append(fields, newField(name, own, doc["type"] == "integer"))
			continue
		}
		inner, _ := doc["properties"].(map[string]any)
		for below, p := range inner {
			property, _ := p.(map[string]any)
			doc := types.Resolve(property)
			f := newField(name+"."+below, own, doc["type"] == "integer")
			if f.rank = rankInside(below, own); f.rank != unranked && isScalar(doc) && property["x-sensitive"] != true {
				fields = append(fields, f)
			}
		}
	}
	return sorted(withoutTwins(fields))
}

// withoutTwins leaves out the names of inner objects where the row has its own.
func withoutTwins(fields []Field) []Field {
	named := slices.ContainsFunc(fields, func(f Field) bool { return f.rank == ownName || f.rank == anyName })
	return slices.DeleteFunc(fields, func(f Field) bool { return named && f.rank == innerName })
}

func isScalar(doc schema.Document) bool {
	switch doc["type"] {
	case "string", "integer", "number", "boolean":
		return true
	}
	return false
}

// found are the fields that rows have, where no schema says it: scalars, or all.
func found(rows []any, all bool) []Field {
	kinds := map[string]bool{} // name: whether it is a whole number
	for _, row := range rows {
		object, _ := row.(map[string]any)
		for name, v := range object {
			switch v.(type) {
			case map[string]any, []any:
				if !all {
					continue
				}
			}
			_, number := v.(json.Number)
			kinds[name] = kinds[name] || number
		}
	}
	var fields []Field
	for name, whole := range kinds {
		fields = append(fields, newField(name, "", whole))
	}
	return sorted(fields)
}

func newField(path, own string, integer bool) Field {
	return Field{Path: path, time: integer && isTime(path), rank: rankOf(path, own)}
}

func sorted(fields []Field) []Field {
	slices.SortFunc(fields, func(a, b Field) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Path, b.Path))
	})
	return fields
}

// isTime tells by its name whether a number is a point in time.
func isTime(path string) bool {
	name := strings.ToLower(path[strings.LastIndexByte(path, '.')+1:])
	if name == "time" || name == "timestamp" || name == "date" {
		return true
	}
	for _, suffix := range []string{"_time", "_at", "_timestamp", "_date", "_time_ms", "_timestamp_ms"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}
