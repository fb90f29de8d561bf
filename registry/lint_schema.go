package registry

import (
	"fmt"
	"maps"
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
