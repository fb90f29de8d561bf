package dotted

// Clone is a copy of a JSON value that shares no object and no list with it.
func Clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[name] = Clone(member)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = Clone(element)
		}
		return out
	}
	return v
}
