package schema

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actionctl/connector/internal/spelling"
)

// explainer turns the library's error tree into problems. The library says which
// keyword failed where; the words come from the documents and the value, because
// its own messages name one leaf only, in the order of a map, and show secrets.
type explainer struct {
	types    *Types
	document Document
	value    any
	mode     Mode
	problems []Problem
}

func (c *Checker) explain(doc Document, value any, err *jsonschema.ValidationError, mode Mode) []Problem {
	e := &explainer{types: c.types, document: doc, value: value, mode: mode}
	e.leaves(err)
	slices.SortFunc(e.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(e.problems)
}

// leaves visits the leaves of an error tree; of several branches none of which
// fits, only the one that came nearest.
func (e *explainer) leaves(err *jsonschema.ValidationError) {
	switch keyword := lastStep(err.KeywordLocation); {
	case (keyword == "oneOf" || keyword == "anyOf") && len(err.Causes) > 0:
		e.leaves(nearestBranch(err.Causes))
	case len(err.Causes) == 0:
		e.leaf(err, keyword)
	default:
		for _, cause := range err.Causes {
			e.leaves(cause)
		}
	}
}

// nearestBranch is the branch whose errors lie deepest in the value, the one with
// the fewest where they lie equally deep.
func nearestBranch(branches []*jsonschema.ValidationError) *jsonschema.ValidationError {
	return slices.MinFunc(branches, func(a, b *jsonschema.ValidationError) int {
		da, na := depthAndCount(a)
		db, nb := depthAndCount(b)
		return cmp.Or(-cmp.Compare(da, db), cmp.Compare(na, nb), cmp.Compare(a.KeywordLocation, b.KeywordLocation))
	})
}

func depthAndCount(err *jsonschema.ValidationError) (depth, count int) {
	depth, count = strings.Count(err.InstanceLocation, "/"), 1
	if keyword := lastStep(err.KeywordLocation); keyword == "type" || keyword == "const" {
		depth-- // the wrong kind altogether
	}
	for i, cause := range err.Causes {
		d, n := depthAndCount(cause)
		if i == 0 {
			count = 0
			depth = d
		}
		depth, count = max(depth, d), count+n
	}
	return depth, count
}

func (e *explainer) leaf(err *jsonschema.ValidationError, keyword string) {
	steps := SplitPointer(unescapeLocation(err.InstanceLocation))
	doc := e.schemaAt(err.AbsoluteKeywordLocation)
	value := valueAt(e.value, steps)
	_, sensitive := e.types.lookAt(e.document, steps)
	at := pointer(steps)
	switch keyword {
	case "required":
		e.missing(at, doc, value)
	case "additionalProperties":
		e.unknown(at, doc, value)
	default:
		e.add(at, keyword, doc, value, sensitive)
	}
}

func (e *explainer) missing(at string, doc Document, value any) {
	object, _ := value.(map[string]any)
	for _, name := range stringsOf(doc["required"]) {
		if object[name] != nil {
			continue
		}
		message := "is required"
		if _, isNull := object[name]; isNull {
			message = "is required and cannot be null"
		}
		expected := ""
		if member, ok := e.types.Child(doc, name); ok {
			expected = Expectation(e.types.Resolve(member))
		}
		e.problems = append(e.problems, Problem{
			Pointer: at + "/" + escapePointer(name), Rule: RuleRequired,
			Message: join(message, "expected "+expected, expected), Expected: expected,
		})
	}
}

func (e *explainer) unknown(at string, doc Document, value any) {
	object, _ := value.(map[string]any)
	properties, _ := doc["properties"].(map[string]any)
	known := slices.Sorted(maps.Keys(properties))
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if properties[name] != nil || object[name] == nil && len(known) == 0 {
			continue
		}
		p := Problem{
			Pointer: at + "/" + escapePointer(name), Rule: RuleUnknown, Found: clip(name),
			Message: fmt.Sprintf("unknown name %q", clip(name)), Expected: strings.Join(known, ", "),
		}
		if near := spelling.Nearest(name, known, 1); len(near) == 1 {
			p.Nearest = near[0]
			p.Message += fmt.Sprintf("; did you mean %q?", near[0])
		} else if len(known) == 0 {
			p.Message += "; nothing is allowed here"
		} else if len(known) <= 12 {
			p.Message += "; known: " + p.Expected
		}
		e.problems = append(e.problems, p)
	}
}

func (e *explainer) add(at, keyword string, doc Document, value any, sensitive bool) {
	p := Problem{Pointer: at, Rule: keyword, Expected: expectationOf(keyword, doc)}
	switch {
	case keyword == "type":
		p.Found = kindOf(value)
	case !sensitive:
		p.Found = show(value)
	}
	if keyword == "format" && doc["type"] == "integer" {
		p.Rule = "type"
		if _, isFloat := value.(float64); isFloat {
			p.Expected += "; as a float64 only up to 2^53, beyond that pass int64, json.Number or a string"
		}
	}
	if text, ok := value.(string); ok && keyword == "enum" {
		if near := spelling.Nearest(text, stringsOf(doc["enum"]), 1); len(near) == 1 {
			p.Nearest = near[0]
		}
	}
	p.Message = "expected " + p.Expected
	if p.Found != "" {
		p.Message += ", found " + p.Found
	}
	if p.Nearest != "" {
		p.Message += fmt.Sprintf("; did you mean %q?", p.Nearest)
	}
	e.problems = append(e.problems, p)
}

// schemaAt is the document that holds the keyword at an absolute location.
func (e *explainer) schemaAt(location string) Document {
	at, fragment, _ := strings.Cut(location, "#")
	u, err := url.Parse(at)
	if err != nil {
		return Document{}
	}
	doc := e.document
	if strings.HasPrefix(u.Path, "/types/") {
		if doc, err = e.types.Lookup(u.Path); err != nil {
			return Document{}
		}
	}
	var v any = doc
	steps := SplitPointer(unescapeLocation(fragment))
	for _, step := range steps[:max(len(steps)-1, 0)] {
		v = valueAt(v, []string{step})
	}
	found, _ := v.(map[string]any)
	return found
}

func unescapeLocation(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

func lastStep(location string) string { return location[strings.LastIndexByte(location, '/')+1:] }

func pointer(steps []string) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString("/" + escapePointer(s))
	}
	return b.String()
}

func valueAt(v any, steps []string) any {
	for _, step := range steps {
		switch c := v.(type) {
		case map[string]any:
			v = c[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(c) {
				return nil
			}
			v = c[i]
		default:
			return nil
		}
	}
	return v
}

func join(message, more, condition string) string {
	if condition == "" {
		return message
	}
	return message + "; " + more
}
