package render

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/internal/terminal"
)

// QueryError is an expression that does not fit the value it is given. It shows nothing
// of the value but the names of its fields: values may be secrets.
type QueryError struct {
	Query  string
	Why    string
	Fields []string // of the value, where it is an object
}

func (e *QueryError) Error() string {
	text := fmt.Sprintf("the jq expression %q failed: %s", e.Query, terminal.Line(e.Why))
	if len(e.Fields) > 0 {
		text += "; the value has: " + few(e.Fields)
	}
	return text
}

// values are what messages of jq show of values: JSON, which may be cut off, and what
// a regular expression has in it.
var values = lazyregexp.New("[{\\[].*[}\\]]|\"(?:[^\"\\\\]|\\\\.)*\"?|`[^`]*`|-?[0-9][0-9.eE+-]*")

// why is what jq says of an error, without values but those that the expression itself
// has.
func why(err error, expression string) string {
	var raised interface{ Value() any } // by the functions error and halt_error
	if errors.As(err, &raised) {
		text, _ := raised.Value().(string)
		literal, _ := json.Marshal(text)
		if text != "" && (strings.Contains(expression, text) || strings.Contains(expression, string(literal))) {
			return "error: " + text
		}
		return "it raised an error with a value that is not shown"
	}
	return values().ReplaceAllStringFunc(err.Error(), func(value string) string {
		if strings.Contains(expression, value) {
			return value
		}
		return "…"
	})
}

// fields are the names of an object's members.
func fields(v any) []string {
	object, _ := v.(map[string]any)
	return slices.Sorted(maps.Keys(object))
}

// few names as many as a line can take.
func few(names []string) string {
	const most = 12
	shown := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		shown = append(shown, terminal.Line(name))
	}
	text := strings.Join(shown, ", ")
	if len(names) > most {
		text += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return text
}
