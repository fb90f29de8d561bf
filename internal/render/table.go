package render

import (
	"io"
	"strings"

	"github.com/actionctl/connector/internal/terminal"
)

// table writes rows under each other in columns. How wide these are is settled by the
// first page, so that a list of any length can be written as it comes.
type table struct {
	rows
	w      io.Writer
	widths []int
}

// mostColumns are shown when nobody named any.
const mostColumns = 8

// between stands between two columns.
const between = "  "

func (t *table) Item(v any) error {
	t.any = true
	if !t.begun {
		t.pending = append(t.pending, v)
		return nil
	}
	return t.line(t.cells(v), nil)
}

func (t *table) Flush() error {
	if t.begun || len(t.pending) == 0 {
		return nil
	}
	t.begun = true
	t.choose(false)
	texts := make([][]string, len(t.pending))
	for i, row := range t.pending {
		texts[i] = t.cells(row)
	}
	kept := t.fit(texts)
	t.keep(kept)
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = t.title(c)
	}
	err := t.line(titles, func(text string) string { return t.o.Paint.In(terminal.Bold, text) })
	for _, row := range texts {
		if err != nil {
			return err
		}
		cells := make([]string, len(kept))
		for i, k := range kept {
			cells[i] = row[k]
		}
		err = t.line(cells, nil)
	}
	t.pending = t.pending[:1] // knows the names that can be suggested
	return err
}

// title is what stands above a column: names of the API in capitals, those that came
// with the answer as they are.
func (t *table) title(c column) string {
	text := terminal.Line(c.title)
	if len(t.header) > 0 {
		return text
	}
	return strings.ToUpper(text)
}

// keep leaves out all columns but some.
func (t *table) keep(kept []int) {
	columns, hit, widths := make([]column, len(kept)), make([]bool, len(kept)), make([]int, len(kept))
	for i, k := range kept {
		columns[i], hit[i], widths[i] = t.columns[k], t.hit[k], t.widths[k]
	}
	t.columns, t.hit, t.widths = columns, hit, widths
}

func (t *table) cells(row any) []string {
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		cells[i] = readable(t.value(row, i), c.Field)
	}
	return cells
}

// line writes one line; nothing follows its last text.
func (t *table) line(cells []string, paint func(string) string) error {
	var b strings.Builder
	last := len(cells) - 1
	for last > 0 && cells[last] == "" {
		last--
	}
	for i := range last + 1 {
		text := cells[i]
		if t.o.Width > 0 {
			text = terminal.Cut(text, t.widths[i])
		}
		gap := ""
		if i < last {
			gap = strings.Repeat(" ", max(0, t.widths[i]-terminal.Cells(text))) + between
		}
		if paint != nil {
			text = paint(text)
		}
		b.WriteString(text + gap)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(t.w, b.String())
	return err
}

func (t *table) End() error {
	err := t.Flush()
	if !t.any {
		t.o.note("no items")
	}
	t.missing()
	return err
}

func (t *table) Broken() error { return t.Flush() }
