package world

import (
	"encoding/json"

	"github.com/actionctl/connector/schema"
)

// written is a value for a message.
func written(v any) string {
	if object, ok := v.(map[string]any); ok {
		out, _ := json.Marshal(object) // decoded from JSON
		return string(out)
	}
	return text(v)
}

// request is the object at a place of the request, without secrets.
func (d *doing) request(path string) map[string]any {
	v, _ := get(d.call.Params, path).(map[string]any)
	if v == nil {
		return map[string]any{}
	}
	doc := schema.Document(d.call.Action.ParamsSchema())
	for _, step := range steps(path) {
		doc, _ = d.types.Child(doc, step)
	}
	out, _ := bare(d.types.Redact(doc, v)).(map[string]any)
	return out
}

// bare copies a value without what was hidden in it.
func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			if member != schema.Redacted {
				out[name] = bare(member)
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, element := range v {
			if element != schema.Redacted {
				out = append(out, bare(element))
			}
		}
		return out
	}
	return v
}

func sortedValues(m map[string]string) []string {
	var out []string
	for _, k := range sorted(m) {
		out = append(out, m[k])
	}
	return out
}
