package schema

import (
	"fmt"
	"strings"
)

// Expectation says in a few words what a resolved document asks for.
func Expectation(doc Document) string {
	if enum := stringsOf(doc["enum"]); len(enum) > 0 {
		return expectationOf("enum", doc)
	}
	if format, ok := doc["format"].(string); ok && formatHelp[format] != "" {
		return formatHelp[format]
	}
	if doc["type"] == nil {
		return ""
	}
	return expectationOf("type", doc)
}

// maxListed bounds how many enum values a message lists.
const maxListed = 12

// expectationOf says what one keyword of a document asks for.
func expectationOf(keyword string, doc Document) string {
	switch keyword {
	case "type":
		if name, ok := doc["type"].(string); ok {
			return article(name)
		}
		return "another kind of value"
	case "enum":
		values := stringsOf(doc["enum"])
		if more := len(values) - maxListed; more > 1 {
			return fmt.Sprintf("one of %s and %d more", strings.Join(values[:maxListed], ", "), more)
		}
		return "one of " + strings.Join(values, ", ")
	case "const":
		return show(doc["const"])
	case "format":
		if doc["type"] == "integer" {
			return formatHelp[formatInt64]
		}
		name, _ := doc["format"].(string)
		if help := formatHelp[name]; help != "" {
			return help
		}
		return name
	case "pattern":
		if examples, ok := doc["examples"].([]any); ok && len(examples) > 0 {
			return fmt.Sprintf("something like %v (it must match %v)", examples[0], doc["pattern"])
		}
		return fmt.Sprintf("text that matches %v", doc["pattern"])
	case "minimum":
		return fmt.Sprintf("at least %v", doc["minimum"])
	case "maximum":
		return fmt.Sprintf("at most %v", doc["maximum"])
	case "minLength":
		return "at least " + count(doc["minLength"], "character")
	case "maxLength":
		return "at most " + count(doc["maxLength"], "character")
	case "minItems":
		return "at least " + count(doc["minItems"], "element")
	case "maxItems":
		return "at most " + count(doc["maxItems"], "element")
	case "oneOf":
		return "only one of the declared forms to fit"
	}
	return "a value that fits " + keyword
}

// count is a number of things: 1 element, 2 elements.
func count(n any, thing string) string {
	if fmt.Sprint(n) != "1" {
		thing += "s"
	}
	return fmt.Sprint(n) + " " + thing
}

func article(name string) string {
	switch name {
	case "integer":
		return "an integer"
	case "array":
		return "an array"
	case "object":
		return "an object"
	case "null":
		return "null"
	}
	return "a " + name
}

// stringsOf returns the elements of a list as text.
func stringsOf(v any) []string {
	list, _ := v.([]any)
	out := make([]string, 0, len(list))
	for _, e := range list {
		if e == nil {
			e = "null"
		}
		out = append(out, fmt.Sprint(e))
	}
	return out
}
