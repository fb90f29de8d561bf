package mcp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// argumentError says what is wrong with the arguments of a tool.
type argumentError struct{ error }

func badf(format string, args ...any) error { return argumentError{fmt.Errorf(format, args...)} }

// decode reads the arguments of a call. Names that the tool does not have are refused;
// belongs may say where one belongs. Numbers keep their digits.
func (q *request) decode(into any, belongs func(name string) string) error {
	raw := q.Params.Arguments
	if len(bytes.TrimSpace(raw)) == 0 || string(bytes.TrimSpace(raw)) == "null" {
		raw = json.RawMessage("{}")
	}
	var given map[string]json.RawMessage
	if err := json.Unmarshal(raw, &given); err != nil {
		return badf("the arguments of %s are an object", q.tool.name)
	}
	var problems []error
	for _, name := range namesIn(given) {
		if slices.Contains(q.tool.names, name) {
			continue
		}
		where := ""
		if belongs != nil {
			where = belongs(name)
		}
		if where == "" {
			where = spelling.DidYouMean(name, q.tool.names)
		}
		if where == "" {
			where = "; it takes " + strings.Join(q.tool.names, ", ")
		}
		problems = append(problems, fmt.Errorf("%s takes no argument %q%s", q.tool.name, harmless(name), where))
	}
	if len(problems) > 0 {
		return argumentError{errors.Join(problems...)}
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	err := dec.Decode(into)
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return badf("%s has to be %s, found %s", kind.Field, goKind(kind.Type.String()), kind.Value)
	}
	if err != nil {
		return badf("the arguments of %s cannot be read: %w", q.tool.name, err)
	}
	return nil
}

func namesIn(given map[string]json.RawMessage) []string {
	found := make([]string, 0, len(given))
	for name := range given {
		found = append(found, name)
	}
	slices.Sort(found)
	return found
}

func goKind(kind string) string {
	switch {
	case strings.HasPrefix(kind, "map"):
		return "an object"
	case strings.HasPrefix(kind, "[]"):
		return "a list of texts"
	case kind == "bool":
		return "true or false"
	case kind == "int":
		return "a whole number"
	}
	return "a " + kind
}
