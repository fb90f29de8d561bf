package audit

import (
	"strings"

	"github.com/actionctl/connector/internal/printable"
)

// maxText is how many bytes of a text a record keeps.
const maxText = 200

// Printable is the record with texts that came from outside cut, and without control
// characters.
func (r Record) Printable() Record {
	for _, text := range []*string{
		&r.Caller.Front, &r.Caller.Name, &r.Caller.Agent, &r.Caller.Request,
		&r.Connection, &r.Action, &r.Rule, &r.RequestID, &r.Error,
	} {
		*text = short(*text)
	}
	return r
}

func short(text string) string {
	text = strings.Map(inLine, printable.Text(text))
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}

func inLine(r rune) rune {
	if r == '\n' || r == '\t' {
		return ' '
	}
	return r
}
