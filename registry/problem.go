package registry

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one fault of a descriptor or type file.
type Problem struct {
	File    string // slash-separated, relative to what was loaded
	Line    int    // 1-based; 0 when the fault has no line
	Rule    string // short name of the rule that found it
	Message string // what is wrong and how to mend it
}

// String is "file:line: message (rule)".
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	fmt.Fprintf(&b, ": %s (%s)", p.Message, p.Rule)
	return b.String()
}

// Problems are the faults of one or more files; as an error it prints them all.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sorted orders problems by file, line and message, each once.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps)
}

// err is ps as an error, nil when there are none.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps.sorted()
}
