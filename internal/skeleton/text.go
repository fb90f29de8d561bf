package skeleton

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/actionctl/connector/internal/lazyregexp"
)

const (
	textWidth = 88  // of comments
	maxText   = 180 // of a description; more of it stands in describe
	maxChoice = 60  // of values behind a field; more of them stand above it
)

// shorten is the begin of a description: whole sentences, as many as fit.
func shorten(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= maxText {
		return text
	}
	cut := string([]rune(text)[:maxText])
	if i := strings.LastIndex(cut, ". "); i > 0 {
		return cut[:i+1]
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}

// Wrap breaks text into lines of at most width characters, where its words allow.
func Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

var plainKey = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// yamlKey is a name as YAML of any version reads it.
func yamlKey(name string) string {
	switch strings.ToLower(name) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return strconv.Quote(name)
	}
	if plainKey().MatchString(name) {
		return name
	}
	return quote(name)
}

// quote is text in double quotes, which YAML reads as JSON does.
func quote(text string) string { return flow(text) }

// flow is a value on one line. What is not printable is escaped: YAML wants that of
// more characters than JSON does.
func flow(v any) string {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "null" // of JSON kinds there is no such value
	}
	var b strings.Builder
	for _, r := range strings.TrimSuffix(out.String(), "\n") {
		switch {
		case strconv.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}
