package render

import (
	"bytes"

	"github.com/actionctl/connector/internal/terminal"
)

// The colours of JSON.
const (
	keyStyle    = terminal.Blue
	textStyle   = terminal.Green
	numberStyle = terminal.Cyan
	wordStyle   = terminal.Yellow // true, false, null
)

// forScreen makes JSON text fit for a screen: what could steer the terminal is
// escaped, which JSON allows, and it is coloured.
func forScreen(text []byte, o Options) []byte {
	if !o.Screen && !bool(o.Paint) {
		return text
	}
	var out bytes.Buffer
	for len(text) > 0 {
		n := token(text)
		piece := text[:n]
		text = text[n:]
		switch c := piece[0]; {
		case c == '"':
			style := textStyle
			if rest := bytes.TrimLeft(text, " "); len(rest) > 0 && rest[0] == ':' {
				style = keyStyle
			}
			out.WriteString(o.Paint.In(style, escaped(string(piece), o.Screen)))
		case c == '-', c >= '0' && c <= '9':
			out.WriteString(o.Paint.In(numberStyle, string(piece)))
		case c >= 'a' && c <= 'z':
			out.WriteString(o.Paint.In(wordStyle, string(piece)))
		default:
			out.Write(piece)
		}
	}
	return out.Bytes()
}

// escaped is a JSON string for a screen, or as it is.
func escaped(text string, screen bool) string {
	if !screen {
		return text
	}
	return terminal.JSON(text)
}

// token is the length of the first token of JSON text, or of what stands before it.
func token(text []byte) int {
	switch c := text[0]; {
	case c == '"':
		for i := 1; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(text)
	case word(c):
		for i := 1; i < len(text); i++ {
			if !word(text[i]) {
				return i
			}
		}
		return len(text)
	}
	for i := 1; i < len(text); i++ {
		if text[i] == '"' || word(text[i]) {
			return i
		}
	}
	return len(text)
}

// word tells whether a byte belongs to a number, true, false or null.
func word(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '.' || c == 'E'
}
