package connector

import (
	"strings"
	"unicode"

	"github.com/actionctl/connector/internal/printable"
)

// Limits of what is told of a service's texts, in bytes.
const (
	maxState   = 200     // a state, a result, a code, a name
	maxMessage = 4 << 10 // a message, kept in its lines
	maxTold    = 400     // a message within another
)

// shown is a text of the service as it may be told: without secrets and without what
// would move a terminal's cursor.
func (w *work) shown(text string) string {
	if text == "" {
		return ""
	}
	if hidden := w.secrets(); len(hidden) > 0 {
		text = hidden.Hider().Text(text)
	}
	return printable.Cut(printable.Text(text), maxMessage)
}

// shownWord is shown for texts of one line.
func (w *work) shownWord(text string) string {
	return oneLine(w.shown(text), maxState)
}

func oneLine(text string, longest int) string {
	return printable.Cut(strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " "), longest)
}
