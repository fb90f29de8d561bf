package schema

import "fmt"

// prepare copies a document into the form that is compiled: an integer may be a
// decimal string, a double the text NaN, annotations are dropped because they only cost, and an open
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
		case "required":
			out[k] = prepareNames(v)
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
		prepareInteger(out)
	}
	if out["type"] == "number" && out["format"] == formatDouble {
		out["type"] = []any{"number", "string"}
	}
	if oneOf, ok := out["oneOf"]; ok && open {
		// open branches overlap: what fitted one of them may now fit two
		delete(out, "oneOf")
		if out["anyOf"] == nil {
			out["anyOf"] = oneOf
		}
	}
	return out
}

// prepareInteger lets an integer be a decimal string, and so the values that it is
// compared with.
func prepareInteger(out map[string]any) {
	out["type"] = []any{"integer", "string"}
	out["format"] = formatInt64
	values, _ := out["enum"].([]any)
	if only, ok := out["const"]; ok {
		values = []any{only}
		delete(out, "const")
	}
	if len(values) > 0 {
		either := make([]any, 0, 2*len(values))
		for _, v := range values {
			either = append(either, v)
			if _, isText := v.(string); !isText {
				either = append(either, fmt.Sprint(v))
			}
		}
		out["enum"] = either
	}
}

func prepareEach(v any, open bool) any {
	properties, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make(map[string]any, len(properties))
	for name, p := range properties {
		out[toLibrary(name)] = prepare(p, open)
	}
	return out
}

func prepareNames(v any) any {
	names, ok := v.([]any)
	if !ok {
		return v
	}
	out := make([]any, len(names))
	for i, name := range names {
		if out[i] = name; name == "" {
			out[i] = noName
		}
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
