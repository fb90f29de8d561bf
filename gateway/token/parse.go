package token

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/internal/spelling"
)

// parse reads the text of a file: all that is wrong is in the error, with its place, and
// none of the values, which may be secrets in the wrong place.
func parse(path string, text []byte) (file, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return file{}, nil
	}
	var raw struct {
		Tokens []json.RawMessage `json:"tokens"`
	}
	if err := strict(text, &raw, []string{"tokens"}); err != nil {
		return file{}, place(path, text, err)
	}
	var list file
	var problems []error
	ids, at := map[string]bool{}, 0
	for _, one := range raw.Tokens {
		at += bytes.Index(text[at:], one)
		line := lineOf(text, at)
		at += len(one)
		var t stored
		err := strict(one, &t, tokenFields)
		if err == nil {
			err = t.check()
		}
		if err == nil && ids[t.ID] {
			err = errors.New("id: stands here twice")
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", path, line, err))
			continue
		}
		ids[t.ID] = true
		list.Tokens = append(list.Tokens, t)
	}
	if len(problems) > 0 {
		return file{}, errors.Join(problems...)
	}
	return list, nil
}

// tokenFields are those that a token may have, its scope's too.
var tokenFields = []string{"id", "name", "hash", "scope", "created", "expires", "revoked", "connections", "actions", "classes", "confirm", "metrics"}

// strict decodes one JSON value into v, with no field that v does not know.
func strict(text []byte, v any, fields []string) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	err := dec.Decode(v)
	if err == nil && !errors.Is(dec.Decode(new(any)), io.EOF) {
		return errors.New("more follows behind the end")
	}
	return inOwnWords(err, fields)
}

// inOwnWords are errors of encoding/json without the values that theirs may show.
func inOwnWords(err error, fields []string) error {
	var kind *json.UnmarshalTypeError
	var when *time.ParseError
	var syntax *json.SyntaxError
	switch {
	case err == nil, errors.Is(err, errHash), errors.As(err, &syntax):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("ends too early")
	case errors.As(err, &kind):
		return fmt.Errorf("%s: expected %s", orWhole(strings.TrimPrefix(kind.Field, "Token.")), kindName(kind.Type.Kind().String()))
	case errors.As(err, &when):
		return errors.New("created, expires, revoked: expected a time, such as 2027-01-31T00:00:00Z")
	}
	if m := unknownField().FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("unknown field %q%s", m[1], spelling.DidYouMean(m[1], fields))
	}
	return errors.New("a value cannot be read; times are written 2027-01-31T00:00:00Z")
}

var unknownField = lazyregexp.New(`unknown field "([^"]*)"`)

func orWhole(field string) string {
	if field == "" {
		return "the value"
	}
	return field
}

func kindName(kind string) string {
	switch kind {
	case "slice":
		return "a list"
	case "struct", "map":
		return "an object"
	case "bool":
		return "true or false"
	}
	return "text"
}

// place says in which line of the text a syntax error is.
func place(path string, text []byte, err error) error {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return fmt.Errorf("%s: %w", path, err)
	}
	return fmt.Errorf("%s:%d: is not JSON", path, lineOf(text, int(syntax.Offset)))
}

func lineOf(text []byte, at int) int { return 1 + bytes.Count(text[:min(at, len(text))], []byte("\n")) }
