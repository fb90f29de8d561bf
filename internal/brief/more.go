package brief

import (
	"maps"
	"slices"
)

// Part is a piece of what a cut left out.
type Part struct {
	At    string `json:"at,omitempty"`   // where in the whole it belongs
	From  int    `json:"from,omitempty"` // behind how much of it
	Value any    `json:"value"`
}

// More are the next parts of what is left, in about size bytes, and what is left then.
// There is at least one, and each brings something new.
func More(rests []Rest, size int) ([]Part, []Rest) {
	var parts []Part
	left := size
	for len(rests) > 0 {
		r := rests[0]
		room := left - restCost - len(r.At)
		if Size(r.Value) > room && len(parts) > 0 {
			break
		}
		value, below := cutAt(r.At, r.From, r.Value, max(room, 4*smallest))
		if isEmpty(value) && len(below) > 0 {
			value, below = first(r)
		}
		parts = append(parts, Part{r.At, r.From, value})
		rests = append(below, rests[1:]...)
		left = room - Size(value)
		if len(below) > 0 {
			break
		}
	}
	return parts, rests
}

// first takes one element or field, whatever its size, so that it goes on.
func first(r Rest) (any, []Rest) {
	switch v := r.Value.(type) {
	case []any:
		return v[:1], behind(r, len(v)-1, r.From+1, v[1:])
	case map[string]any:
		name := slices.Min(slices.Collect(maps.Keys(v)))
		others := maps.Clone(v)
		delete(others, name)
		return map[string]any{name: v[name]}, behind(r, len(others), r.From+1, others)
	}
	return r.Value, nil
}

func behind(r Rest, left, from int, value any) []Rest {
	if left == 0 {
		return nil
	}
	return []Rest{{r.At, from, r.Of, value}}
}

func isEmpty(value any) bool {
	switch v := value.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return value == ""
}
