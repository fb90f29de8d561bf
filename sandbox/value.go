package sandbox

import (
	"strconv"

	values "github.com/actionctl/connector/internal/dotted"
)

// valueAt follows steps through objects and lists; a negative number counts from
// the end of a list.
func valueAt(v any, steps []string) (any, bool) {
	for _, step := range steps {
		var ok bool
		if v, ok = values.Member(v, step); !ok {
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
func copyOf(v any) any { return values.Clone(v) }
