package schema

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// explainer turns the library's error tree into problems. The library says which
// keyword failed where; the words come from the documents and the value, because
// its own messages name one leaf only, in the order of a map, and show secrets.
type explainer struct {
	types    *Types
	document Document
	value    any
}

func (c *Checker) explain(doc Document, value any, err *jsonschema.ValidationError) []Problem {
	e := &explainer{c.types, doc, value}
	problems := e.tree(err)
	slices.SortFunc(problems, compareProblems)
	return slices.Compact(problems)
}

// tree is the problems of all leaves of an error tree; of several branches none of
// which fits, only those of the one that came nearest.
func (e *explainer) tree(err *jsonschema.ValidationError) []Problem {
	keyword := lastStep(err.KeywordLocation)
	if len(err.Causes) == 0 {
		return e.leaf(err, keyword)
	}
	var found [][]Problem
	for _, cause := range err.Causes {
		found = append(found, e.tree(cause))
	}
	// A tree without a message only groups: its location ends in the name of a
	// property or in nothing, not in a keyword.
	if err.Message != "" && (keyword == "oneOf" || keyword == "anyOf") {
		steps := e.steps(err)
		return nearestBranch(found, pointer(steps), valueAt(e.value, steps))
	}
	return slices.Concat(found...)
}

// leaf is the problems that one failed keyword stands for: one for each name where
// names are missing or unknown. There is always at least one.
func (e *explainer) leaf(err *jsonschema.ValidationError, keyword string) []Problem {
	f := failure{
		types: e.types,
		steps: e.steps(err),
		doc:   e.schemaAt(err.AbsoluteKeywordLocation),
	}
	f.at, f.value = pointer(f.steps), valueAt(e.value, f.steps)
	f.secret = e.types.hides(e.document, f.steps)
	if err.Message == "not allowed" { // the schema false, which has no keyword
		return []Problem{{Pointer: f.at, Rule: RuleUnknown, Message: "is not allowed"}}
	}
	var problems []Problem
	switch keyword {
	case "required":
		problems = f.missing()
	case "additionalProperties":
		problems = f.unknown()
	}
	if len(problems) == 0 {
		problems = []Problem{f.problem(keyword)}
	}
	return problems
}

// steps lead to the value that an error is about.
func (e *explainer) steps(err *jsonschema.ValidationError) []string {
	return fromLibrary(splitLocation(err.InstanceLocation))
}

// schemaAt is the document that holds the keyword at an absolute location.
func (e *explainer) schemaAt(location string) Document {
	at, fragment, _ := strings.Cut(location, "#")
	u, err := url.Parse(at)
	if err != nil {
		return nil
	}
	doc := e.document
	if strings.HasPrefix(u.Path, "/types/") {
		if doc, err = e.types.Lookup(u.Path); err != nil {
			return nil
		}
	}
	var v any = doc
	steps := fromLibrary(splitLocation(fragment))
	for _, step := range steps[:max(len(steps)-1, 0)] {
		next := valueAt(v, []string{step})
		if next == nil && step == "anyOf" {
			next = valueAt(v, []string{"oneOf"}) // as prepare renamed it
		}
		v = next
	}
	found, _ := v.(map[string]any)
	return found
}

// splitLocation returns the steps of a location that the library made. It escapes
// them twice, as JSON pointer and as URL.
func splitLocation(location string) []string {
	if plain, err := url.PathUnescape(location); err == nil {
		location = plain
	}
	return SplitPointer(location)
}

func lastStep(location string) string { return location[strings.LastIndexByte(location, '/')+1:] }

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
