package sandbox

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// splitPath returns the unescaped segments of an escaped path. Segments that other
// servers drop or fold are refused, because a path with them means another one.
func splitPath(escaped string) ([]string, error) {
	rest, ok := strings.CutPrefix(escaped, "/")
	if !ok {
		return nil, fmt.Errorf("path %q does not begin with /", clip(escaped))
	}
	segments := strings.Split(rest, "/")
	for i, s := range segments {
		plain, err := url.PathUnescape(s)
		switch {
		case err != nil:
			return nil, fmt.Errorf("path segment %q: %w", clip(s), err)
		case !utf8.ValidString(plain):
			return nil, fmt.Errorf("path segment %q is not UTF-8 once unescaped", clip(s))
		case plain == "":
			return nil, fmt.Errorf("path %q has an empty segment; a path parameter cannot be empty", clip(escaped))
		case plain == "." || plain == "..":
			return nil, fmt.Errorf("path segment %q would make another path", clip(s))
		}
		segments[i] = plain
	}
	return segments, nil
}

// maxShown bounds how much of a value stands in a message.
const maxShown = 120

func clip(s string) string {
	if len(s) <= maxShown {
		return s
	}
	return strings.ToValidUTF8(s[:maxShown], "") + "…"
}
