// Package printable makes text of a service fit to be shown in a message. Whatever
// looks for a text in a message has to look for it in this form too.
package printable

import (
	"strings"
	"unicode"
)

// Text is s without what would move a terminal's cursor or be no text: a control
// character becomes a space, but for line feeds and tabs, what is not UTF-8 a "?".
func Text(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
