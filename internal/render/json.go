package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// jsonText is a value as JSON: nothing escaped that need not be, all digits of
// numbers, a line break at the end.
func jsonText(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("the result has no JSON form: %w", err)
	}
	return buf.Bytes(), nil
}

// writeJSON writes JSON text indented, behind a prefix on its later lines. Numbers and
// the order of fields stay as they are.
func writeJSON(w io.Writer, text []byte, prefix string, o Options) error {
	var buf bytes.Buffer
	if err := json.Indent(&buf, bytes.TrimSpace(text), prefix, "  "); err != nil {
		return fmt.Errorf("the result is not JSON: %w", err)
	}
	_, err := w.Write(forScreen(buf.Bytes(), o))
	return err
}

// writeLine writes JSON text on one line.
func writeLine(w io.Writer, text []byte, o Options) error {
	var buf bytes.Buffer
	if err := json.Compact(&buf, text); err != nil {
		return fmt.Errorf("the result is not JSON: %w", err)
	}
	_, err := w.Write(append(forScreen(buf.Bytes(), o), '\n'))
	return err
}

// arrayItems writes one JSON array.
type arrayItems struct {
	w     io.Writer
	o     Options
	begun bool
}

func (a *arrayItems) Item(v any) error {
	text, err := jsonText(v)
	if err != nil {
		return err
	}
	lead := "[\n  "
	if a.begun {
		lead = ",\n  "
	}
	a.begun = true
	if _, err := io.WriteString(a.w, lead); err != nil {
		return err
	}
	return writeJSON(a.w, text, "  ", a.o)
}

func (a *arrayItems) Flush() error { return nil }

func (a *arrayItems) End() error {
	text := "[]\n"
	if a.begun {
		text = "\n]\n"
	}
	_, err := io.WriteString(a.w, text)
	return err
}

func (a *arrayItems) Broken() error {
	if !a.begun {
		return nil
	}
	return a.End()
}

// lineItems writes every value on a line of its own.
type lineItems struct {
	w io.Writer
	o Options
}

func (l *lineItems) Item(v any) error {
	text, err := jsonText(v)
	if err != nil {
		return err
	}
	return l.text(text)
}

func (l *lineItems) text(text []byte) error { return writeLine(l.w, text, l.o) }

func (l *lineItems) Flush() error  { return nil }
func (l *lineItems) End() error    { return nil }
func (l *lineItems) Broken() error { return nil }

// documents writes every value as indented JSON.
type documents struct {
	w io.Writer
	o Options
}

func (d *documents) Item(v any) error {
	text, err := jsonText(v)
	if err != nil {
		return err
	}
	return d.text(text)
}

func (d *documents) text(text []byte) error {
	if err := writeJSON(d.w, text, "", d.o); err != nil {
		return err
	}
	_, err := io.WriteString(d.w, "\n")
	return err
}

func (d *documents) Flush() error  { return nil }
func (d *documents) End() error    { return nil }
func (d *documents) Broken() error { return nil }
