package brief

import (
	"slices"
	"strings"
)

// Fields is value with the fields alone that dotted places name; of a list they are those
// of its elements. missing are places that value has nothing at. A dot inside a name is
// written \. there. A value without fields is as it is.
func Fields(value any, places []string) (chosen any, missing []string) {
	wanted := &place{}
	for _, p := range places {
		wanted.add(steps(p))
	}
	chosen = wanted.pick(value)
	for _, p := range places {
		if !has(value, steps(p)) {
			missing = append(missing, p)
		}
	}
	return chosen, missing
}

// place is what is wanted below a name; without members it is all.
type place struct{ below map[string]*place }

func (p *place) add(path []string) {
	at := p
	for _, step := range path {
		if at.below == nil {
			at.below = map[string]*place{}
		}
		if at.below[step] == nil {
			at.below[step] = &place{}
		}
		at = at.below[step]
	}
}

func (p *place) pick(value any) any {
	if p.below == nil {
		return value
	}
	switch v := value.(type) {
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = p.pick(element)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, below := range p.below {
			if member, ok := v[name]; ok {
				out[name] = below.pick(member)
			}
		}
		return out
	}
	return value
}

// has tells whether a value, or any element of a list in it, has something at a place. A
// list without elements may have it.
func has(value any, path []string) bool {
	if len(path) == 0 {
		return true
	}
	switch v := value.(type) {
	case []any:
		return len(v) == 0 || slices.ContainsFunc(v, func(element any) bool { return has(element, path) })
	case map[string]any:
		member, ok := v[path[0]]
		return ok && has(member, path[1:])
	}
	return false
}

// steps are the names of a dotted place.
func steps(dotted string) []string {
	var found []string
	var name strings.Builder
	for i := 0; i < len(dotted); i++ {
		switch {
		case dotted[i] == '\\' && i+1 < len(dotted):
			i++
			name.WriteByte(dotted[i])
		case dotted[i] == '.':
			found = append(found, name.String())
			name.Reset()
		default:
			name.WriteByte(dotted[i])
		}
	}
	return append(found, name.String())
}
