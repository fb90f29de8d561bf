package terminal

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// cells counts as terminals do: characters of uncertain width are narrow, whatever the
// language of the machine says.
var cells = runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// Cells is how many columns text takes on a screen.
func Cells(text string) int { return cells.StringWidth(text) }

// Cut is text in at most width columns; … stands for what was cut off. A width of 0
// or less cuts nothing.
func Cut(text string, width int) string {
	if width <= 0 || len(text) <= width || Cells(text) <= width {
		return text
	}
	return cells.Truncate(text, width, "…")
}

// Fill is text with spaces behind it up to width columns.
func Fill(text string, width int) string {
	if n := width - Cells(text); n > 0 {
		return text + strings.Repeat(" ", n)
	}
	return text
}
