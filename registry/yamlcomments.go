package registry

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// commentLines are the comments at n and below, sorted: their order is not kept.
func commentLines(n *yaml.Node) []string {
	var lines []string
	for _, text := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	for _, c := range n.Content {
		lines = append(lines, commentLines(c)...)
	}
	slices.Sort(lines)
	return lines
}

// joinLines puts one text below the other.
func joinLines(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}
