package input

import "fmt"

// Place is where something stands in what a person wrote.
type Place struct {
	Origin string // a file's name, or what else the text came from
	Line   int    // from 1; 0 where the origin has no lines worth naming
	Column int    // in characters, from 1; 0 when only the line is known
}

// String is origin:line:column, as far as they are known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.Origin
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.Origin, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.Origin, p.Line, p.Column)
}

// Error is what is wrong with a text itself, as opposed to its values.
type Error struct {
	Place
	Message string // what is wrong and how to mend it
}

func (e *Error) Error() string { return e.String() + ": " + e.Message }

func errorAt(origin string, line, column int, format string, args ...any) *Error {
	return &Error{Place{origin, line, column}, fmt.Sprintf(format, args...)}
}
