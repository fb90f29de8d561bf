package connection

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// FileError lists all that is wrong with connections.yaml. It shows no values.
type FileError struct {
	Path     string
	Problems []FileProblem // by line
}

// FileProblem is one thing that is wrong.
type FileProblem struct {
	Line    int
	Message string
}

// Error has one line a problem.
func (e *FileError) Error() string {
	if len(e.Problems) == 1 {
		return e.line(e.Problems[0])
	}
	lines := []string{fmt.Sprintf("%s: %d problems", e.Path, len(e.Problems))}
	for _, p := range e.Problems {
		lines = append(lines, "  "+e.line(p))
	}
	return strings.Join(lines, "\n")
}

func (e *FileError) line(p FileProblem) string {
	return fmt.Sprintf("%s:%d: %s", e.Path, p.Line, p.Message)
}

// orNil is nil when there is no problem.
func (e *FileError) orNil() error {
	if len(e.Problems) == 0 {
		return nil
	}
	slices.SortStableFunc(e.Problems, func(a, b FileProblem) int { return cmp.Compare(a.Line, b.Line) })
	return e
}
