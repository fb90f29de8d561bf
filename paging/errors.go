package paging

import (
	"errors"
	"fmt"
)

// Errors for errors.Is: the service leads in a circle.
var (
	ErrRepeatedToken = errors.New("the service gave a page token that it had given before, so the list would never end")
	ErrRepeatedPage  = errors.New("the service gave the same page again although the next one was asked for, so the list would never end")
)

// AnswerError is an answer that is not of the form the descriptor declares.
type AnswerError struct {
	Path    string // dotted, in the answer
	Message string
}

func (e *AnswerError) Error() string { return e.Path + " " + e.Message }

func unexpected(path, format string, args ...any) error {
	return &AnswerError{path, fmt.Sprintf(format, args...)}
}

// kindOf names a JSON kind for a message; values themselves may be secrets.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case string:
		return "text"
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	return "a number"
}
