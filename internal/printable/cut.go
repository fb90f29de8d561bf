package printable

import (
	"strings"
	"unicode/utf8"
)

// Cut is the beginning of s, of at most size bytes and in whole characters; "…" stands for
// what is not there.
func Cut(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for size > 0 && !utf8.RuneStart(s[size]) {
		size--
	}
	return s[:size] + "…"
}

// Line is Text on one line, cut to size bytes: what strangers send, fit to be shown.
func Line(s string, size int) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(Text(Cut(s, size)))
}
