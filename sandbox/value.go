package sandbox

import "strconv"

// valueAt follows steps through objects and lists; a negative number counts from
// the end of a list.
func valueAt(v any, steps []string) (any, bool) {
	for _, step := range steps {
		switch c := v.(type) {
		case map[string]any:
			member, ok := c[step]
			if !ok {
				return nil, false
			}
			v = member
		case []any:
			i, ok := place(step, len(c))
			if !ok {
				return nil, false
			}
			v = c[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// place is the index that a step means in a list of n.
func place(step string, n int) (int, bool) {
	i, err := strconv.Atoi(step)
	if i < 0 {
		i += n
	}
	return i, err == nil && i >= 0 && i < n
}

// copyOf copies objects and lists: examples may share them with the schemas.
func copyOf(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[name] = copyOf(member)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = copyOf(element)
		}
		return out
	}
	return v
}
