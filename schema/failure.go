package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// maxKnown bounds how many names a message lists.
const maxKnown = 12

// failure is one keyword that a value does not satisfy.
type failure struct {
	types  *Types
	doc    Document // holds the keyword
	steps  []string // lead to value
	at     string   // steps as a JSON pointer
	value  any
	secret bool
}

func (f failure) missing() (problems []Problem) {
	object, _ := f.value.(map[string]any)
	for _, name := range stringsOf(f.doc["required"]) {
		if object[name] != nil {
			continue
		}
		p := Problem{Pointer: f.at + "/" + escapePointer(name), Rule: RuleRequired, Message: "is required"}
		if _, isNull := object[name]; isNull {
			p.Message = "is required and cannot be null"
		}
		if member, ok := f.types.Child(f.doc, name); ok {
			p.Expected = Expectation(f.types.Resolve(member))
		}
		if p.Expected != "" {
			p.Message += "; expected " + p.Expected
		}
		problems = append(problems, p)
	}
	return problems
}

// unknown leaves out names whose value is null: those stand for "not there".
func (f failure) unknown() (problems []Problem) {
	object, _ := f.value.(map[string]any)
	properties, _ := f.doc["properties"].(map[string]any)
	known := slices.Sorted(maps.Keys(properties))
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if _, ok := properties[name]; ok || object[name] == nil {
			continue
		}
		p := Problem{
			Pointer: f.at + "/" + escapePointer(name), Rule: RuleUnknown, Found: clip(name),
			Message: fmt.Sprintf("unknown name %q", clip(name)), Expected: strings.Join(known, ", "),
		}
		if near := spelling.Nearest(name, known, 1); len(near) == 1 {
			p.Nearest = near[0]
			p.Message += fmt.Sprintf("; did you mean %q?", p.Nearest)
		} else if len(known) == 0 {
			p.Message += "; nothing is allowed here"
		} else if len(known) <= maxKnown {
			p.Message += "; known: " + p.Expected
		}
		problems = append(problems, p)
	}
	return problems
}

// problem is what any other keyword comes to.
func (f failure) problem(keyword string) Problem {
	isInteger := f.doc["type"] == "integer"
	if keyword == "enum" && f.doc["enum"] == nil {
		keyword = "const" // as prepare renamed it
	}
	p := Problem{Pointer: f.at, Rule: keyword, Expected: expectationOf(keyword, f.doc)}
	if keyword == "type" || !f.secret {
		p.Found = f.found(keyword)
	}
	if keyword == "format" && isInteger {
		p.Rule = "type"
		if _, isFloat := f.value.(float64); isFloat {
			p.Expected += "; as a float64 only up to 2^53, beyond that pass int64, json.Number or a string"
		}
	}
	if text, ok := f.value.(string); ok && keyword == "enum" && !f.secret {
		if near := spelling.Nearest(text, stringsOf(f.doc["enum"]), 1); len(near) == 1 {
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
	return p
}

// found says what stands there, never what stands in it: an array or object may
// hold a secret further down.
func (f failure) found(keyword string) string {
	switch v := f.value.(type) {
	case map[string]any:
		return "an object"
	case []any:
		if keyword == "type" {
			return "an array"
		}
		return count(len(v), "element")
	case string:
		if keyword == "minLength" || keyword == "maxLength" {
			return count(len([]rune(v)), "character")
		}
	}
	if keyword == "type" {
		return kindOf(f.value)
	}
	return show(f.value)
}

// kindOf names the JSON kind of a value.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case string:
		return "a string"
	case []any:
		return "an array"
	case map[string]any:
		return "an object"
	}
	return "a number"
}

// show renders a value for a message, of arrays and objects only the kind.
func show(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(clip(v))
	case nil, []any, map[string]any:
		return kindOf(v)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return kindOf(v)
	}
	return clip(string(text))
}
