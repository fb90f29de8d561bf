package terminal

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Line is text that stays on its line and cannot steer a terminal: what would is
// spelled out, such as \n or \x1b. All text of a service goes through it on its way
// to a screen.
func Line(text string) string { return spell(text, "") }

// Lines is Line for text of several lines: line breaks and tabs stay.
func Lines(text string) string { return spell(strings.ReplaceAll(text, "\r\n", "\n"), "\n\t") }

func spell(text, kept string) string {
	clean := true
	for _, r := range text {
		if steers(r) && !strings.ContainsRune(kept, r) {
			clean = false
			break
		}
	}
	if clean && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[0])
		case steers(r) && !strings.ContainsRune(kept, r):
			b.WriteString(spelled(r))
		default:
			b.WriteString(text[:size])
		}
		text = text[size:]
	}
	return b.String()
}

// steers tells whether a character does something to a terminal, or to the order in
// which it shows others, instead of being shown.
func steers(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0: // C0, DEL, C1
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c: // direction
		return true
	case r == 0x2028, r == 0x2029, r == 0xfeff: // line ends, byte order mark
		return true
	}
	return false
}

func spelled(r rune) string {
	switch r {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	if r < 0x80 {
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// JSON is JSON text that cannot steer a terminal: what would is escaped, as JSON
// allows within its strings, the only place where it can stand.
func JSON(text string) string {
	if strings.IndexFunc(text, steers) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder // of bytes that are no text, readers make U+FFFD
	for _, r := range text {
		if steers(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
