package skeleton

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// block is a value as lines. The first goes behind a colon or a dash; when it is empty,
// the others are a block below that.
func block(v any) []string {
	switch v := v.(type) {
	case string:
		return textBlock(v)
	case map[string]any:
		if len(v) > 0 {
			lines := []string{""}
			for _, name := range slices.Sorted(maps.Keys(v)) {
				lines = append(lines, entry(yamlKey(name)+":", block(v[name]), "")...)
			}
			return lines
		}
	case []any:
		if len(v) > 0 {
			lines := []string{""}
			for _, item := range v {
				lines = append(lines, entry("-", block(item), "")...)
			}
			return lines
		}
	}
	return []string{flow(v)}
}

// maxKey is how long a key may be that stands in a line with its value; YAML says 1024.
const maxKey = 1000

// entry is a block behind its key or dash, with a note at the end of the first line.
func entry(head string, value []string, note string) []string {
	var lines []string
	if key, isKey := strings.CutSuffix(head, ":"); isKey && len(key) > maxKey {
		lines, head = append(lines, "? "+key), ":"
	}
	if value[0] != "" {
		head += " " + value[0]
	}
	return append(append(lines, head+note), indent(value[1:], "  ")...)
}

// textBlock is a text, line by line where it has several and YAML can keep them.
func textBlock(s string) []string {
	lines := strings.Split(s, "\n")
	style := "|-"
	if last := len(lines) - 1; lines[last] == "" {
		style, lines = "|", lines[:last]
	}
	plain := len(lines) > 1 && lines[0] != "" && lines[len(lines)-1] != ""
	for _, line := range lines {
		blanks := strings.TrimSpace(line) != line && (strings.TrimSpace(line) == "" || line == lines[0])
		plain = plain && !blanks && !strings.ContainsFunc(line, func(r rune) bool { return r != '\t' && !strconv.IsPrint(r) })
	}
	if !plain {
		return []string{flow(s)}
	}
	return append([]string{style}, lines...)
}

func indent(lines []string, by string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		if line != "" {
			out[i] = by + line
		}
	}
	return out
}
