package runtime

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/actionctl/connector/registry"
)

// expandPath fills the template of an action. The result is escaped and has the
// segments of the template, whatever the values are.
func expandPath(a *registry.Action, params map[string]any, faults *Faults) string {
	if !strings.Contains(a.Path, "{") {
		return a.Path
	}
	var b strings.Builder
	rest := a.Path
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, tail, _ := strings.Cut(after, "}")
		p, _ := a.Param(name)
		escaped, err := pathValue(p, params[name])
		if err != nil {
			faults.add(name, "%s", err)
		}
		b.WriteString(escaped)
		rest = tail
	}
}

func pathValue(p registry.Param, v any) (string, error) {
	if v == nil {
		return "", fmt.Errorf("is required")
	}
	value, err := text(v)
	if err != nil {
		return "", err
	}
	if c, bad := controlByte(value); bad {
		return "", fmt.Errorf("has the control character 0x%02x, which a path cannot carry", c)
	}
	if p.Segments() {
		return escapeSegments(value)
	}
	return escapeSegment(value)
}

func escapeSegment(value string) (string, error) {
	switch value {
	case "":
		return "", fmt.Errorf("is empty, which would make another path")
	case ".", "..":
		return "", fmt.Errorf("is %q, which would make another path", value)
	}
	return url.PathEscape(value), nil
}

// escapeSegments keeps the slashes of an absolute path.
func escapeSegments(value string) (string, error) {
	rest, ok := strings.CutPrefix(value, "/")
	if !ok {
		return "", fmt.Errorf("does not begin with /")
	}
	segments := strings.Split(rest, "/")
	for i, s := range segments {
		escaped, err := escapeSegment(s)
		if err != nil {
			return "", fmt.Errorf("segment %d %w", i+1, err)
		}
		segments[i] = escaped
	}
	return "/" + strings.Join(segments, "/"), nil
}
