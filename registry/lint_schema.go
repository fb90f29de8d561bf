package registry

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// The JSON Schema keywords that descriptors may use. jsonschema ignores a misspelt
// keyword without a word, so the list is closed.
var keywords = []string{
	"type", "enum", "const", "properties", "required", "additionalProperties", "items", "minimum",
	"maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "format", "oneOf", "anyOf",
	"$ref", "description", "default", "deprecated", "examples", "x-encode", "x-sensitive",
}

// besideRef are the keywords that may stand beside $ref: they annotate. Draft 7
// ignores any other, 2020-12 does not.
var besideRef = []string{"$ref", "description", "default", "deprecated", "examples", "x-sensitive"}

var (
	typeNames = []string{"array", "boolean", "integer", "null", "number", "object", "string"}
	formats   = []string{"byte", "date-time", "double", "google-duration", "google-fieldmask"}
)

func (d *descriptor) checkSchemas() {
	for _, p := range d.a.Params {
		d.schema(p.Schema, p.Name, func(format string, args ...any) { d.fault(string(p.In), "schema", format, args...) })
	}
	if d.a.Body != nil && d.a.Body.Schema != nil {
		d.schema(d.a.Body.Schema, BodyParam, func(format string, args ...any) { d.fault("body", "schema", format, args...) })
	}
	if d.a.Response != nil && d.a.Response.Schema != nil {
		d.schema(d.a.Response.Schema, "response", func(format string, args ...any) { d.fault("response", "schema", format, args...) })
	}
}

type faultf func(format string, args ...any)

// schema checks one schema and those below it; at says where it stands.
func (l *linter) schema(s Schema, at string, fault faultf) {
	ref, isRef := s["$ref"].(string)
	switch {
	case isRef && l.types.get(ref) == nil:
		fault("%s: $ref %s does not resolve%s", at, ref, spelling.DidYouMean(ref, l.types.refs()))
	case isRef && l.types.loops(s, nil):
		fault("%s: $ref %s leads back to itself", at, ref)
	}
	for _, k := range slices.Sorted(maps.Keys(s)) {
		if isRef && !slices.Contains(besideRef, k) {
			fault("%s: %s stands beside $ref, where only %s may", at, k, strings.Join(besideRef[1:], ", "))
		}
		if !slices.Contains(keywords, k) {
			fault("%s: unknown keyword %q%s", at, k, spelling.DidYouMean(k, keywords))
			continue
		}
		if msg := l.keyword(k, s[k], s); msg != "" {
			fault("%s: %s", at, msg)
		}
	}
	l.subschemas(s, at, fault)
}

func (l *linter) subschemas(s Schema, at string, fault faultf) {
	properties, _ := s["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		l.subschema(properties[name], at+"."+name, fault)
	}
	if items, ok := s["items"]; ok {
		l.subschema(items, at+"[]", fault)
	}
	if more, ok := s["additionalProperties"]; ok && more != false && more != true {
		l.subschema(more, at+".*", fault)
	}
	for _, k := range []string{"oneOf", "anyOf"} {
		branches, _ := s[k].([]any)
		for i, b := range branches {
			l.subschema(b, fmt.Sprintf("%s (%s %d)", at, k, i+1), fault)
		}
	}
}

func (l *linter) subschema(v any, at string, fault faultf) {
	s, ok := v.(map[string]any)
	if !ok {
		fault("%s: expected a schema", at)
		return
	}
	if s["x-encode"] != nil {
		fault("%s: x-encode is for path parameters only", at)
	}
	l.schema(s, at, fault)
}

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
