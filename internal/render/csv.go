package render

import (
	"encoding/csv"
	"errors"
	"io"
)

// csvRows writes rows as RFC 4180 has them, below a line with the names of the
// columns. Values are those of the answer: one that a spreadsheet takes for a formula
// stays one.
type csvRows struct {
	rows
	w   *csv.Writer
	out io.Writer // behind w
}

func newCSV(w io.Writer, o Options) *csvRows {
	w = screened(w, o)
	return &csvRows{rows: rows{o: o}, w: csv.NewWriter(w), out: w}
}

func (c *csvRows) Item(v any) error {
	c.any = true
	if !c.begun {
		c.pending = append(c.pending, v)
		return nil
	}
	return c.row(v)
}

func (c *csvRows) Flush() error {
	if !c.begun && len(c.pending) > 0 {
		if err := c.begin(); err != nil {
			return err
		}
	}
	c.w.Flush()
	return c.w.Error()
}

func (c *csvRows) begin() error {
	c.begun = true
	c.choose(true)
	titles := make([]string, len(c.columns))
	for i, column := range c.columns {
		titles[i] = column.title
	}
	if len(titles) == 0 {
		return nil
	}
	err := c.w.Write(titles)
	for _, row := range c.pending {
		if err != nil {
			return err
		}
		err = c.row(row)
	}
	c.pending = c.pending[:min(1, len(c.pending))]
	return err
}

func (c *csvRows) row(v any) error {
	fields := make([]string, len(c.columns))
	for i := range c.columns {
		fields[i] = exact(c.value(v, i))
	}
	if list, ok := v.([]any); ok && len(c.o.Columns) == 0 && len(list) > len(fields) {
		for _, more := range list[len(fields):] { // nothing is lost
			fields = append(fields, exact(more))
		}
	}
	switch {
	case len(fields) == 0:
		return nil
	case len(fields) == 1 && fields[0] == "": // readers skip lines that are empty
		c.w.Flush()
		_, err := io.WriteString(c.out, "\"\"\n")
		return errors.Join(c.w.Error(), err)
	}
	return c.w.Write(fields)
}

// End writes the names of the columns also where there are no rows.
func (c *csvRows) End() error {
	if !c.begun {
		if err := c.begin(); err != nil {
			return err
		}
	}
	c.missing()
	return c.Flush()
}

func (c *csvRows) Broken() error { return c.Flush() }
