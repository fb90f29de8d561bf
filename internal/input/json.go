package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// jsonError is why a text is not JSON.
type jsonError struct {
	Error
	final bool // it is JSON, and at fault as such: YAML would not help
}

func (e *jsonError) asError() error {
	if e == nil {
		return nil
	}
	return &e.Error
}

// jsonReader builds nodes from the tokens of a valid JSON text.
type jsonReader struct {
	origin  string
	content []byte
	dec     *json.Decoder
	// line and column of the byte at, which only moves on
	at, line, column int
}

func parseJSON(origin string, content []byte) (*node, *jsonError) {
	r := &jsonReader{origin: origin, content: content, dec: json.NewDecoder(bytes.NewReader(content)), line: 1, column: 1}
	r.dec.UseNumber()
	if !json.Valid(content) {
		return nil, r.notJSON()
	}
	return r.value(0)
}

// notJSON says where and why.
func (r *jsonReader) notJSON() *jsonError {
	var v any
	err := json.Unmarshal(r.content, &v)
	var syntax *json.SyntaxError
	offset := len(r.content)
	if errors.As(err, &syntax) {
		offset = int(syntax.Offset) - 1 // the offset is behind the byte at fault
		if syntax.Error() == "unexpected end of JSON input" {
			offset = len(r.content)
		}
	}
	line, column := position(r.content, max(offset, 0))
	return &jsonError{Error: *errorAt(r.origin, line, column, "not JSON: %v", err)}
}

func (r *jsonReader) fault(n *node, format string, args ...any) *jsonError {
	return &jsonError{*errorAt(r.origin, n.line, n.column, format, args...), true}
}

// next is the next token with an empty node at its place.
func (r *jsonReader) next() (json.Token, *node) {
	start := int(r.dec.InputOffset())
	for start < len(r.content) && bytes.IndexByte([]byte(" \t\r\n,:"), r.content[start]) >= 0 {
		start++
	}
	r.forward(start)
	token, err := r.dec.Token()
	if err != nil {
		panic(fmt.Sprintf("valid JSON has no token at %d: %v", start, err)) // checked by parseJSON
	}
	return token, &node{line: r.line, column: r.column}
}

func (r *jsonReader) forward(to int) {
	for r.at < to {
		if r.content[r.at] == '\n' {
			r.line, r.column = r.line+1, 1
		} else if utf8.RuneStart(r.content[r.at]) {
			r.column++
		}
		r.at++
	}
}

func (r *jsonReader) value(depth int) (*node, *jsonError) {
	token, n := r.next()
	delim, nested := token.(json.Delim)
	switch {
	case !nested:
		n.scalar = token
		return n, nil
	case depth >= maxDepth:
		return nil, r.fault(n, "values are nested more than %d deep", maxDepth)
	case delim == '[':
		return n, r.list(n, depth)
	}
	return n, r.object(n, depth)
}

func (r *jsonReader) list(n *node, depth int) *jsonError {
	n.isList = true
	for r.dec.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	r.next() // the bracket
	return nil
}

func (r *jsonReader) object(n *node, depth int) *jsonError {
	n.isObject, n.fields, n.named = true, map[string]*node{}, map[string][2]int{}
	for r.dec.More() {
		token, key := r.next()
		name, _ := token.(string)
		if before, twice := n.fields[name]; twice {
			return r.fault(key, "%q stands here twice; its first value is in line %d", name, before.line)
		}
		field, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.names = append(n.names, name)
		n.fields[name], n.named[name] = field, [2]int{key.line, key.column}
	}
	r.next() // the brace
	return nil
}
