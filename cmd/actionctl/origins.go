package main

import (
	"slices"
	"strconv"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/schema"
)

// origins remembers what a person wrote each part of the parameters with, so that what
// is wrong with a part can point there.
type origins []origin

type origin struct {
	steps    []string    // where the part stands among the parameters
	text     *input.Text // what it was read from; nil for plain text
	argument string      // NAME=VALUE, where it is from an argument
}

// maxArgument is how much of an argument stands in an error.
const maxArgument = 60

// of is where what a problem is about was written: file:line:column, or the argument.
// The narrowest part that holds it counts, of equals the last. hides tells whether the
// value at steps must not be shown. "" means that nobody wrote it.
func (o origins) of(p schema.Problem, hides func(steps []string) bool) string {
	steps := schema.SplitPointer(p.Pointer)
	best := -1
	for i, part := range o {
		if isPrefix(part.steps, steps) && (best < 0 || len(part.steps) >= len(o[best].steps)) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	part := o[best]
	inner := steps[len(part.steps):]
	switch {
	case part.argument != "": // a misspelt name may be that of a secret
		return "argument " + quoteArgument(part.argument, p.Rule == schema.RuleUnknown || hides(part.steps))
	case p.Rule == schema.RuleUnknown:
		return part.text.PlaceOfName(inner).String()
	}
	return part.text.Place(inner).String()
}

// quoteArgument shows an argument on one line, without its value where that is hidden.
func quoteArgument(arg string, hidden bool) string {
	if hidden {
		return strconv.Quote(argumentName(arg) + "=…")
	}
	if runes := []rune(arg); len(runes) > maxArgument {
		arg = string(runes[:maxArgument-1]) + "…"
	}
	return strconv.Quote(arg)
}

func isPrefix(short, long []string) bool {
	return len(short) <= len(long) && slices.Equal(short, long[:len(short)])
}
