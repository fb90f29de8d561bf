package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/internal/spelling"
)

// rows is what tables and CSV have in common: which columns there are is known once
// the first rows are.
type rows struct {
	o       Options
	header  []string // names of the columns of rows that are lists; from the answer
	pending []any    // the rows before the columns are known
	columns []column
	hit     []bool // column: some row had it
	begun   bool
	any     bool // there was a row
}

// column is one of a table.
type column struct {
	Field
	title string
}

// SetHeader tells a writer, before the first row, what the columns of rows are called
// that are lists. It is nothing to writers that write no columns.
func SetHeader(w Writer, names []string) {
	if headed, ok := w.(interface{ setHeader(names []string) }); ok && len(names) > 0 {
		headed.setHeader(names)
	}
}

func (r *rows) setHeader(names []string) { r.header = names }

// choose settles the columns by the rows at hand. all asks for every one.
func (r *rows) choose(all bool) {
	switch {
	case len(r.o.Columns) > 0:
		for _, path := range r.o.Columns {
			r.columns = append(r.columns, r.named(path))
		}
	case r.lists() > 0:
		for i := range max(r.lists(), len(r.header)) {
			title := fmt.Sprintf("column%d", i+1)
			if i < len(r.header) && r.header[i] != "" {
				title = r.header[i]
			}
			r.columns = append(r.columns, column{Field{Path: strconv.Itoa(i)}, title})
		}
	case r.scalars():
		r.columns = []column{{Field{Path: "$"}, "value"}}
	case r.o.Query == nil && r.declared():
		for _, f := range r.o.Layout.Fields {
			if !all || !strings.Contains(f.Path, ".") {
				r.columns = append(r.columns, column{f, f.Path})
			}
		}
	default:
		fields := found(r.pending, all)
		if len(fields) == 0 { // then what has parts is better than nothing
			fields = found(r.pending, true)
		}
		for _, f := range fields {
			r.columns = append(r.columns, column{f, f.Path})
		}
	}
	if len(r.columns) == 0 && len(r.pending) > 0 {
		r.columns = []column{{Field{Path: "$"}, "value"}}
	}
	r.hit = make([]bool, len(r.columns))
}

// declared tells that the rows have fields that the layout knows.
func (r *rows) declared() bool {
	known := r.o.Layout.Fields
	return len(known) > 0 && (len(r.pending) == 0 || slices.ContainsFunc(known, func(f Field) bool {
		return slices.ContainsFunc(r.pending, func(row any) bool { return at(row, f.Path) != nil })
	}))
}

// named is the column that a person named.
func (r *rows) named(path string) column {
	for i, name := range r.header {
		if name == path {
			return column{Field{Path: strconv.Itoa(i)}, path}
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(path, "column")); err == nil && n > 0 && strings.HasPrefix(path, "column") && r.lists() >= n {
		return column{Field{Path: strconv.Itoa(n - 1)}, path}
	}
	for _, f := range r.o.Layout.Fields {
		if f.Path == path {
			return column{f, path}
		}
	}
	return column{newField(path, "", true), path} // what is no number is not read as one
}

// lists is the length of the first row if it is a list, else 0.
func (r *rows) lists() int {
	if len(r.pending) == 0 {
		return 0
	}
	first, _ := r.pending[0].([]any)
	return len(first)
}

// scalars tells that the first row is neither an object nor a list.
func (r *rows) scalars() bool {
	if len(r.pending) == 0 {
		return false
	}
	switch r.pending[0].(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

// value is what a row has in a column.
func (r *rows) value(row any, i int) any {
	path := r.columns[i].Path
	v := at(row, path)
	if v == nil && !r.hit[i] {
		_, r.hit[i] = dotted.At(row, path)
		return nil
	}
	r.hit[i] = true
	return v
}

// missing tells of columns that were asked for and that no row had.
func (r *rows) missing() {
	if len(r.o.Columns) == 0 || !r.any {
		return
	}
	for i, c := range r.columns {
		if !r.hit[i] && (r.o.Query != nil || !r.o.Layout.Closed || !r.o.Layout.Declares(c.Path)) {
			r.o.note("no row has the column %q%s", c.title, r.nearest(c.title))
		}
	}
}

func (r *rows) nearest(name string) string {
	known := append([]string(nil), r.header...)
	for _, row := range r.pending {
		known = append(known, fields(row)...)
	}
	return spelling.DidYouMean(name, known)
}
