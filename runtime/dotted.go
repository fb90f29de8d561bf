package runtime

import (
	"strconv"
	"strings"
)

// At finds the value at a dotted path: field names, and numbers for places in a
// list, counted from the end when negative. "$" is the value itself.
func At(v any, dotted string) (any, bool) {
	if dotted == "$" {
		return v, true
	}
	for step := range strings.SplitSeq(dotted, ".") {
		switch c := v.(type) {
		case map[string]any:
			member, ok := c[step]
			if !ok {
				return nil, false
			}
			v = member
		case []any:
			i, err := strconv.Atoi(step)
			if err == nil && i < 0 {
				i += len(c)
			}
			if err != nil || i < 0 || i >= len(c) {
				return nil, false
			}
			v = c[i]
		default:
			return nil, false
		}
	}
	return v, true
}
