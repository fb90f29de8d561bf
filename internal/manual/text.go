package manual

import (
	"strings"

	"github.com/actionctl/connector/internal/terminal"
)

// text is a page as it grows.
type text struct {
	strings.Builder
	width int
	paint terminal.Paint
}

// heading begins a section.
func (t *text) heading(words string) {
	t.WriteString("\n" + t.paint.In(terminal.Bold, words) + "\n")
}

// para writes words in lines of at most the page's width.
func (t *text) para(words string, indent int) { t.hang("", words, indent, indent) }

// hang writes words behind a label that begins at column indent. Lines after the first
// begin at column rest.
func (t *text) hang(label, words string, indent, rest int) {
	line := strings.Repeat(" ", indent) + label
	col, begun := indent+terminal.Cells(label), label != ""
	if begun {
		line = strings.Repeat(" ", indent) + t.paint.In(terminal.Bold, strings.TrimRight(label, " ")) +
			label[len(strings.TrimRight(label, " ")):]
		begun = !strings.HasSuffix(label, " ")
	}
	t.WriteString(line)
	for _, word := range strings.Fields(words) {
		size := terminal.Cells(word)
		switch {
		case begun && col+1+size > t.width:
			t.WriteString("\n" + strings.Repeat(" ", rest))
			col = rest
		case begun:
			t.WriteByte(' ')
			col++
		}
		begun = true
		t.WriteString(word)
		col += size
	}
	t.WriteByte('\n')
}

// count is a number of things in words: 1 field, 2 fields.
func plural(thing string, n int) string {
	if n == 1 {
		return thing
	}
	return thing + "s"
}
