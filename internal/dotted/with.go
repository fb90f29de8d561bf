package dotted

import (
	"maps"
	"strings"
)

// With is object with value at a dotted path of field names. Objects on the way are
// made where there are none, and copied where there are: object itself is not
// changed. What is no object on the way is replaced by one.
func With(object map[string]any, path string, value any) map[string]any {
	name, rest, deeper := strings.Cut(path, ".")
	out := maps.Clone(object)
	if out == nil {
		out = map[string]any{}
	}
	if deeper {
		inner, _ := object[name].(map[string]any)
		value = With(inner, rest, value)
	}
	out[name] = value
	return out
}
