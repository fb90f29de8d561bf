package audit

import "github.com/actionctl/connector/internal/printable"

// maxText is how many bytes of a text a record keeps.
const maxText = 200

// Printable is the record with texts that came from outside cut, and without control
// characters.
func (r Record) Printable() Record {
	for _, text := range []*string{
		&r.Caller.Front, &r.Caller.Name, &r.Caller.Agent, &r.Caller.Request,
		&r.Connection, &r.Action, &r.Rule, &r.RequestID, &r.Error,
	} {
		*text = printable.Line(*text, maxText)
	}
	return r
}
