package batch

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"unicode/utf8"

	connector "github.com/actionctl/connector"
)

// Line is a result as it is written.
type Line struct {
	ID       any                    `json:"id"`             // a string or an integer, as it came
	Line     int                    `json:"line,omitempty"` // where the input's line is no call
	Action   string                 `json:"action,omitempty"`
	Outcome  string                 `json:"outcome"`           // done, failed or unknown
	Status   int                    `json:"status,omitempty"`  // HTTP status of the service's last answer
	Skipped  bool                   `json:"skipped,omitempty"` // not run now; the journal knew its end
	Data     *any                   `json:"data,omitempty"`
	Encoding string                 `json:"encoding,omitempty"` // base64, of data that is neither JSON nor text
	Error    *connector.ErrorObject `json:"error,omitempty"`
}

// LineOf is the line of a result.
func LineOf(r connector.BatchResult) Line {
	l := Line{ID: r.ID, Action: r.Call.Action, Outcome: r.Outcome, Status: r.Status, Skipped: r.Skipped}
	if r.NumericID {
		l.ID = json.Number(r.ID)
	}
	if r.Err != nil {
		o := connector.NewErrorObject(r.Err, r.Call)
		l.Error = &o
	}
	if r.BatchCall.Err != nil {
		l.Line = r.Line
	}
	if r.Err == nil && !r.Skipped || r.Data != nil {
		l.setData(r.Data)
	}
	return l
}

func (l *Line) setData(data any) {
	if raw, ok := data.([]byte); ok {
		if utf8.Valid(raw) {
			data = string(raw)
		} else {
			data, l.Encoding = base64.StdEncoding.EncodeToString(raw), "base64"
		}
	}
	l.Data = &data
}

// Writer writes results as JSON lines.
type Writer struct {
	w   io.Writer
	buf bytes.Buffer
}

// NewWriter makes a writer. It is not safe for concurrent use.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Write writes a result in one piece: whoever reads the other end gets whole lines.
func (w *Writer) Write(r connector.BatchResult) error { return w.WriteLine(LineOf(r)) }

// WriteLine writes a line in one piece.
func (w *Writer) WriteLine(l Line) error {
	if w.buf.Cap() > maxKept {
		w.buf = bytes.Buffer{}
	}
	w.buf.Reset()
	enc := json.NewEncoder(&w.buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil {
		return err
	}
	_, err := w.w.Write(w.buf.Bytes())
	return err
}

// maxKept is the room for a line that is kept for the next.
const maxKept = 1 << 20
