package registry

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// keyword checks the value of one keyword and returns what is wrong with it.
func (l *linter) keyword(k string, v any, s Schema) string {
	switch k {
	case "$ref":
		if _, ok := v.(string); !ok {
			return "$ref is not a text"
		}
	case "oneOf", "anyOf":
		if list, ok := v.([]any); !ok || len(list) == 0 {
			return k + " is not a list of schemas"
		}
	case "examples":
		if _, ok := v.([]any); !ok {
			return "examples is not a list of values"
		}
	case "type":
		if name, ok := v.(string); !ok || !slices.Contains(typeNames, name) {
			return fmt.Sprintf("type is %v; use one of %s", v, strings.Join(typeNames, ", "))
		}
	case "format":
		if name, ok := v.(string); !ok || !slices.Contains(formats, name) {
			return fmt.Sprintf("format is %v; use one of %s", v, strings.Join(formats, ", "))
		}
	case "properties":
		if _, ok := v.(map[string]any); !ok {
			return "properties is not a mapping"
		}
		if s["additionalProperties"] == nil {
			return "an object with properties says additionalProperties: false"
		}
	case "required":
		return missingProperties(v, s)
	case "pattern":
		return checkPattern(v, s)
	case "enum":
		list, ok := v.([]any)
		if !ok || len(list) == 0 {
			return "enum is not a list of values"
		}
		return repeated(k, list)
	case "description":
		if text, ok := v.(string); !ok || text == "" {
			return "description is not a text"
		}
	case "x-sensitive", "deprecated":
		if v != true {
			return k + " is either true or left out"
		}
	case "minimum", "maximum":
		if _, ok := v.(json.Number); !ok {
			return k + " is not a number"
		}
	case "minLength", "maxLength", "minItems", "maxItems":
		if n, ok := v.(json.Number); !ok || strings.Trim(n.String(), "0123456789") != "" {
			return k + " is not a number of things: 0, 1, 2 and so on"
		}
	}
	return ""
}

func missingProperties(v any, s Schema) string {
	list, ok := v.([]any)
	if !ok {
		return "required is not a list of names"
	}
	properties, _ := s["properties"].(map[string]any)
	for _, name := range list {
		if text, ok := name.(string); !ok || properties[text] == nil {
			return fmt.Sprintf("required names %v, which is no property", name)
		}
	}
	return repeated("required", list)
}

// repeated says which value a list holds twice, or nothing.
func repeated(k string, list []any) string {
	for i, v := range list {
		if slices.ContainsFunc(list[:i], func(w any) bool { return reflect.DeepEqual(v, w) }) {
			return fmt.Sprintf("%s has %v twice", k, v)
		}
	}
	return ""
}

// checkPattern wants an example beside every pattern: people learn from it, and
// the sandbox and the tests take their values from it.
func checkPattern(v any, s Schema) string {
	text, ok := v.(string)
	if !ok {
		return "pattern is not a text"
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return fmt.Sprintf("pattern: %s", err)
	}
	examples, _ := s["examples"].([]any)
	for _, e := range examples {
		if text, ok := e.(string); ok && re.MatchString(text) {
			return ""
		}
	}
	return "a pattern has an example that matches it"
}
