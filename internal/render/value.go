package render

import (
	"bufio"
	"context"
	"errors"
	"io"
)

// Stream writes answers given as JSON text. In json, jsonl and yaml, fields stay in
// their order.
type Stream struct{ Writer }

// texts are writers that take JSON text as it is.
type texts interface{ text(text []byte) error }

// NewStream writes values that come one by one and are no list: as JSON texts, as YAML
// documents, or as rows.
func NewStream(ctx context.Context, w io.Writer, o Options) *Stream {
	var out Writer
	switch o.Format {
	case JSON:
		out = &documents{w, o}
	case JSONL:
		out = &lineItems{w, o}
	case YAML:
		out = &yamlDocuments{w: screened(w, o), begun: true}
	default:
		out = newRows(w, o)
	}
	return &Stream{queried(ctx, out, &o)}
}

// Text writes one value.
func (s *Stream) Text(text []byte) error {
	if t, ok := s.Writer.(texts); ok {
		return t.text(text)
	}
	v, err := decode(text)
	if err != nil {
		return err
	}
	return s.Item(v)
}

// Value writes one answer, given as JSON text; of one that is a list, tables and CSV
// have the rows.
func Value(ctx context.Context, w io.Writer, text []byte, o Options) error {
	buffered := bufio.NewWriter(w)
	out := NewStream(ctx, buffered, o)
	switch o.Format {
	case YAML: // one document needs no mark
		out = &Stream{queried(ctx, &yamlDocuments{w: screened(buffered, o)}, &o)}
	case Table, CSV:
		out = &Stream{queried(ctx, &whole{w: buffered, o: o}, &o)}
	}
	err := out.Text(text)
	if err == nil {
		err = out.End()
	}
	return errors.Join(err, buffered.Flush())
}

// Of is Value for a value of JSON kinds, with json.Number.
func Of(ctx context.Context, w io.Writer, v any, o Options) error {
	text, err := jsonText(v)
	if err != nil {
		return err
	}
	return Value(ctx, w, text, o)
}

// whole collects what is one answer, or what a query makes of it, to write it as a
// table: one object as names and values, more as rows.
type whole struct {
	w      io.Writer
	o      Options
	values []any
}

func (t *whole) Item(v any) error {
	t.values = append(t.values, v)
	return nil
}

func (t *whole) Flush() error  { return nil }
func (t *whole) Broken() error { return nil }

func (t *whole) End() error {
	layout := t.o.Layout
	if t.o.Query != nil {
		layout = Layout{} // of what it makes nothing is known
	}
	list := t.values
	var header []string
	if len(list) == 1 {
		only := list[0]
		items, isList := layout.rowsOf(only)
		object, isObject := only.(map[string]any)
		if !isList && isObject && t.o.Format == Table {
			return writePairs(t.w, object, t.o)
		}
		if isList {
			list, header = items, layout.HeaderOf(only)
		}
	}
	out := newRows(t.w, t.o)
	SetHeader(out, header)
	for _, row := range list {
		if err := out.Item(row); err != nil {
			return err
		}
	}
	return out.End()
}
