package render

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/terminal"
)

// Format names a form of text.
type Format string

// The formats.
const (
	JSON  Format = "json"  // indented
	JSONL Format = "jsonl" // one line a value
	YAML  Format = "yaml"
	Table Format = "table" // for people
	CSV   Format = "csv"
	Raw   Format = "raw"  // text as it is, all else as JSON on a line
	None  Format = "none" // nothing
)

// Formats are all there are, in the order in which they are told.
var Formats = []Format{JSON, JSONL, YAML, Table, CSV, Raw, None}

// CheckFormat refuses a format that there is not.
func CheckFormat(f Format) error {
	if slices.Contains(Formats, f) {
		return nil
	}
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = string(f)
	}
	return fmt.Errorf("output %q is not one of %s", f, strings.Join(names, ", "))
}

// Options say how values are written.
type Options struct {
	Format  Format
	Columns []string // of a table or CSV, dotted paths; nil leaves the choice to the layout
	Query   *Query   // what is made of each value before it is written; nil for nothing
	Layout  Layout   // what is known of the values
	Width   int      // columns of the screen; 0 where nothing is cut off
	Screen  bool     // a terminal shows it
	Paint   terminal.Paint
	Note    func(string) // gets what a person should know about the result; may be nil
}

func (o *Options) note(format string, args ...any) {
	if o.Note != nil {
		o.Note(fmt.Sprintf(format, args...))
	}
}

// Writer writes values one after another, so that any number of them needs the memory
// of one page.
type Writer interface {
	Item(v any) error
	// Flush says that what was given so far should be seen.
	Flush() error
	// End is behind the last value.
	End() error
	// Broken is called instead of End when no more values can be had.
	Broken() error
}

// NewList writes the items of one list. Values are of JSON kinds, with json.Number.
func NewList(ctx context.Context, w io.Writer, o Options) Writer {
	var out Writer
	switch o.Format {
	case YAML:
		out = &yamlItems{w: screened(w, o)}
	case JSONL:
		out = &lineItems{w, o}
	case JSON:
		out = &arrayItems{w: w, o: o}
	default:
		out = newRows(w, o)
	}
	return queried(ctx, out, &o)
}

// newRows are the writers to which it is all the same whether the values are one list.
func newRows(w io.Writer, o Options) Writer {
	switch o.Format {
	case Table:
		return &table{rows: rows{o: o}, w: w}
	case CSV:
		return newCSV(w, o)
	case None:
		return nothing{}
	}
	return &rawItems{w, o}
}

// nothing writes none of it.
type nothing struct{}

func (nothing) Item(any) error    { return nil }
func (nothing) text([]byte) error { return nil }
func (nothing) Flush() error      { return nil }
func (nothing) End() error        { return nil }
func (nothing) Broken() error     { return nil }
