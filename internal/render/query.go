package render

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/itchyny/gojq"
)

// Query is a jq expression. It reads nothing but the value that it is given: no
// files, no environment. It is safe for concurrent use.
type Query struct {
	text string
	code *gojq.Code
}

// NewQuery compiles an expression.
func NewQuery(text string) (*Query, error) {
	parsed, err := gojq.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("the jq expression %q is not valid: %s", text, where(err, text))
	}
	code, err := gojq.Compile(parsed)
	if err != nil {
		return nil, fmt.Errorf("the jq expression %q is not valid: %w", text, err)
	}
	return &Query{text, code}, nil
}

// where adds the place to an error of parsing.
func where(err error, text string) string {
	var p *gojq.ParseError
	if !errors.As(err, &p) || p.Offset <= 0 || p.Offset > len(text) {
		return err.Error()
	}
	if p.Token == "" {
		return err.Error() + " at its end"
	}
	return fmt.Sprintf("%s at character %d", err, len([]rune(text[:p.Offset]))-len([]rune(p.Token))+1)
}

// Run is what the expression makes of a value: any number of values of JSON kinds,
// with json.Number. An error is the last pair.
func (q *Query) Run(ctx context.Context, v any) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		results := q.code.RunWithContext(ctx, v)
		for {
			found, ok := results.Next()
			if !ok {
				return
			}
			if err, failed := found.(error); failed {
				if halt := (*gojq.HaltError)(nil); errors.As(err, &halt) && halt.Value() == nil {
					return
				}
				if ctx.Err() != nil {
					yield(nil, context.Cause(ctx))
					return
				}
				yield(nil, &QueryError{q.text, why(err, q.text), fields(v)})
				return
			}
			plain, err := plainJSON(found)
			if !yield(plain, err) || err != nil {
				return
			}
		}
	}
}

// plainJSON turns the numbers of jq into those of the answers.
func plainJSON(v any) (any, error) {
	switch v.(type) {
	case nil, bool, string, json.Number:
		return v, nil
	}
	text, err := gojq.Marshal(v)
	if err != nil {
		return nil, err
	}
	return decode(text)
}

// decode reads one JSON value with all digits of its numbers.
func decode(text []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("the result is not JSON: %w", err)
	}
	return v, nil
}
