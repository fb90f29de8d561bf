package schema

import (
	"encoding/json"
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
		return fmt.Sprintf("at least %v characters", doc["minLength"])
	case "maxLength":
		return fmt.Sprintf("at most %v characters", doc["maxLength"])
	case "minItems":
		return fmt.Sprintf("at least %v elements", doc["minItems"])
	case "maxItems":
		return fmt.Sprintf("at most %v elements", doc["maxItems"])
	case "oneOf":
		return "exactly one of the declared forms"
	}
	return "a value that fits " + keyword
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

// show renders a value for a message.
func show(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return kindOf(v)
	}
	return clip(string(text))
}

// stringsOf returns the elements of a list as text.
func stringsOf(v any) []string {
	list, _ := v.([]any)
	out := make([]string, 0, len(list))
	for _, e := range list {
		out = append(out, fmt.Sprint(e))
	}
	return out
}
