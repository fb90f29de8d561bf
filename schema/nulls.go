package schema

import "maps"

// noName stands for the empty name in what the library gets: it leaves an empty
// step out of the locations it reports.
const noName = "\x00"

func toLibrary(name string) string {
	if name == "" {
		return noName
	}
	return name
}

func fromLibrary(steps []string) []string {
	for i, s := range steps {
		if s == noName {
			steps[i] = ""
		}
	}
	return steps
}

// checkable is value as the library gets it: without the members that are null,
// and with noName. It copies only what changes.
func checkable(value any) any {
	switch v := value.(type) {
	case map[string]any:
		var out map[string]any
		for name, member := range v {
			kept := checkable(member)
			if member != nil && name != "" && same(member, kept) {
				continue
			}
			if out == nil {
				out = maps.Clone(v)
			}
			delete(out, name)
			if member != nil {
				out[toLibrary(name)] = kept
			}
		}
		if out != nil {
			return out
		}
	case []any:
		var out []any
		for i, element := range v {
			kept := checkable(element)
			if same(element, kept) {
				continue
			}
			if out == nil {
				out = append(out, v...)
			}
			out[i] = kept
		}
		if out != nil {
			return out
		}
	}
	return value
}
