package shell

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/actionctl/connector/internal/terminal"
)

// Quote is one word that a shell reads as text, whatever is in it; a byte of value 0,
// which no word can hold, is left out. Nothing in it steers the terminal it is shown
// on: what would is written in octal, for printf to make.
func Quote(text string) string {
	text = strings.ReplaceAll(text, "\x00", "")
	if text != "" && text[0] != '=' && strings.IndexFunc(text, special) < 0 { // zsh looks for a command behind =
		return text
	}
	var b strings.Builder
	for text != "" || b.Len() == 0 {
		shown, rest := cut(text)
		if shown != "" || b.Len() == 0 && rest == "" {
			b.WriteString("'" + strings.ReplaceAll(shown, "'", `'\''`) + "'")
		}
		steering, after := cutSteering(rest)
		if steering != "" {
			b.WriteString(`"$(printf '` + octal(steering) + `')"`)
		}
		text = after
	}
	return b.String()
}

// special tells characters that mean something to a shell, or to a terminal.
func special(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("_-./:,@%+=", r)
}

// cut takes off the front what can be shown as it is. A line break can.
func cut(text string) (shown, rest string) {
	for i, r := range text {
		if steers(text[i:], r) {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func cutSteering(text string) (steering, rest string) {
	for i, r := range text {
		if !steers(text[i:], r) {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func steers(text string, r rune) bool {
	if r == utf8.RuneError {
		_, size := utf8.DecodeRuneInString(text)
		return size <= 1
	}
	one := string(r)
	return terminal.Lines(one) != one
}

func octal(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, `\%03o`, c)
	}
	return b.String()
}

// Variable is the value of a shell variable as part of a word.
func Variable(name string) string { return `"$` + name + `"` }

// Document is text for a here-document whose end is not quoted, so that variables can
// stand beside it.
func Document(text string) string {
	var b strings.Builder
	for text != "" {
		shown, rest := cut(text)
		b.WriteString(documentEscape.Replace(shown))
		steering, after := cutSteering(rest)
		if steering != "" {
			b.WriteString(`$(printf '` + octal(steering) + `')`)
		}
		text = after
	}
	return b.String()
}

var documentEscape = strings.NewReplacer(`\`, `\\`, "$", `\$`, "`", "\\`")
