// Package dotted reads and writes places in JSON values by dotted paths, as the
// descriptors have them: "page_token", "data.job_id", "links.-1.next", "$".
package dotted

import (
	"strconv"
	"strings"
)

// At finds the value at a dotted path: field names, and numbers for places in a
// list, counted from the end when negative. "$" is the value itself.
func At(v any, path string) (any, bool) {
	if path == "$" {
		return v, true
	}
	for step := range strings.SplitSeq(path, ".") {
		var ok bool
		if v, ok = Member(v, step); !ok {
			return nil, false
		}
	}
	return v, true
}

// Member is one step of At.
func Member(v any, step string) (any, bool) {
	switch c := v.(type) {
	case map[string]any:
		member, ok := c[step]
		return member, ok
	case []any:
		i, err := strconv.Atoi(step)
		if err == nil && i < 0 {
			i += len(c)
		}
		if err != nil || i < 0 || i >= len(c) {
			return nil, false
		}
		return c[i], true
	}
	return nil, false
}
