package schema

// prepare copies a document into the form that is compiled: an integer may be a
// decimal string, annotations are dropped because they only cost, and an open
// document takes unknown fields and unknown enum values.
func prepare(v any, open bool) any {
	doc, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make(map[string]any, len(doc))
	for k, v := range doc {
		switch k {
		case "description", "deprecated", "examples", "default", "x-sensitive", "x-encode":
		case "properties":
			out[k] = prepareEach(v, open)
		case "items":
			out[k] = prepare(v, open)
		case "oneOf", "anyOf":
			out[k] = prepareList(v, open)
		case "additionalProperties":
			if v == false && open {
				continue
			}
			out[k] = prepare(v, open)
		case "enum":
			if !open {
				out[k] = v
			}
		default:
			out[k] = v
		}
	}
	if out["type"] == "integer" {
		out["type"] = []any{"integer", "string"}
		out["format"] = formatInt64
	}
	return out
}

func prepareEach(v any, open bool) any {
	properties, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make(map[string]any, len(properties))
	for name, p := range properties {
		out[name] = prepare(p, open)
	}
	return out
}

func prepareList(v any, open bool) any {
	list, ok := v.([]any)
	if !ok {
		return v
	}
	out := make([]any, len(list))
	for i, b := range list {
		out[i] = prepare(b, open)
	}
	return out
}
