package render

import (
	"io"
)

// rawItems writes text as it is and all else as JSON, each on a line.
type rawItems struct {
	w io.Writer
	o Options
}

func (r *rawItems) Item(v any) error {
	if text, ok := v.(string); ok {
		_, err := io.WriteString(screened(r.w, r.o), text+"\n")
		return err
	}
	text, err := jsonText(v)
	if err != nil {
		return err
	}
	return writeLine(r.w, text, r.o)
}

func (r *rawItems) Flush() error  { return nil }
func (r *rawItems) End() error    { return nil }
func (r *rawItems) Broken() error { return nil }
