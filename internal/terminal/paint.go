package terminal

import (
	"fmt"
	"slices"
	"strings"
)

// Style is how something looks in colour. The sixteen colours of every terminal are
// enough, and none of them is black or white: a background may be either.
type Style string

// The styles there are.
const (
	Bold    Style = "1"
	Faint   Style = "2"
	Red     Style = "31"
	Green   Style = "32"
	Yellow  Style = "33"
	Blue    Style = "34"
	Magenta Style = "35"
	Cyan    Style = "36"
	BoldRed Style = "1;31"
)

// Paint colours text, or leaves it as it is when false.
type Paint bool

// In is text in a style. The style ends with the text.
func (p Paint) In(s Style, text string) string {
	if !p || text == "" || s == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// ColorModes are what a person can ask for.
var ColorModes = []string{"auto", "always", "never"}

// CheckColorMode refuses a mode that there is not.
func CheckColorMode(mode string) error {
	if !slices.Contains(ColorModes, mode) {
		return fmt.Errorf("color %q is not one of %s", mode, strings.Join(ColorModes, ", "))
	}
	return nil
}

// PaintFor decides about colours: the mode does, then NO_COLOR, then CLICOLOR_FORCE,
// then whether there is a screen that can show them.
func PaintFor(mode string, screen *Screen, getenv func(string) string) Paint {
	force := getenv("CLICOLOR_FORCE")
	switch {
	case mode == "never":
		return false
	case mode == "always":
		return true
	case getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	}
	return Paint(screen.Moves() && getenv("CLICOLOR") != "0")
}
