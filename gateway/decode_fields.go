package gateway

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// knownFields refuses a JSON object with fields that the struct does not have, all of
// them at once and with what was meant.
func knownFields(text []byte, into any) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(text, &given); err != nil {
		return badBody("%s", jsonFault(err))
	}
	if given == nil {
		return badBody("it has to be a JSON object")
	}
	known := fieldsOf(reflect.TypeOf(into).Elem())
	if known == nil {
		return nil // it takes any fields
	}
	var problems []string
	for name := range given {
		if !slices.Contains(known, name) {
			meant := cmp.Or(spelling.DidYouMean(name, known), "; there are "+strings.Join(known, ", "))
			problems = append(problems, fmt.Sprintf("unknown field %q%s", harmless(name), meant))
		}
	}
	if len(problems) == 0 {
		return nil
	}
	slices.Sort(problems)
	if more := len(problems) - 10; more > 0 {
		problems = append(problems[:10], fmt.Sprintf("and %d more", more))
	}
	return badBody("%s", strings.Join(problems, "; "))
}

// fieldsOf are the names of a struct's fields in JSON, with those of structs embedded in it.
func fieldsOf(t reflect.Type) []string {
	if t.Kind() != reflect.Struct {
		return nil
	}
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			names = append(names, fieldsOf(f.Type)...)
		case f.IsExported() && name != "-":
			names = append(names, cmp.Or(name, f.Name))
		}
	}
	return names
}

// jsonFault says what is wrong with a JSON text, without Go's words for it and without
// the text.
func jsonFault(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("it is not JSON: %s at byte %d", syntax.Error(), syntax.Offset)
	case errors.As(err, &kind) && kind.Field == "":
		return "it has to be a JSON object, not " + article(strings.Fields(kind.Value + " ")[0])
	case errors.As(err, &kind):
		return fmt.Sprintf("%s has to be %s, not %s", kind.Field, article(kindInJSON(kind.Type)), article(strings.Fields(kind.Value + " ")[0]))
	}
	return harmless(strings.TrimPrefix(err.Error(), "json: "))
}

// kindInJSON is what a Go type is written as.
func kindInJSON(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Map, reflect.Struct:
		return "object"
	case reflect.Slice, reflect.Array:
		return "array"
	case reflect.Bool:
		return "bool"
	case reflect.String:
		return "string"
	case reflect.Pointer:
		return kindInJSON(t.Elem())
	}
	return "number"
}

func article(word string) string {
	word = strings.ReplaceAll(word, "bool", "boolean")
	if strings.ContainsRune("aeo", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}
