package input

import (
	"bytes"
	"unicode/utf8"

	"github.com/actionctl/connector/schema"
)

// maxDepth is how deep values may be nested; what checks them goes no deeper.
const maxDepth = 200

// Text is one JSON or YAML value that a person wrote.
type Text struct {
	origin string
	root   *node
	plain  bool // it has unquoted YAML scalars that are not text by themselves
}

// Parse reads content, which came from origin: the name that its errors and places
// begin with. The error is an *Error.
func Parse(origin string, content []byte) (*Text, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if at := invalidUTF8(content); at >= 0 {
		line, column := position(content, at)
		return nil, errorAt(origin, line, column, "byte 0x%02x is not UTF-8; save the text as UTF-8", content[at])
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return nil, errorAt(origin, 0, 0, "there is nothing in it; write null or {} for an empty value")
	}
	root, err := parseJSON(origin, content)
	if err == nil || err.final || meantAsJSON(content) {
		return text(origin, root, false, err.asError())
	}
	root, plain, fromYAML := parseYAML(origin, content)
	return text(origin, root, plain, fromYAML)
}

func text(origin string, root *node, plain bool, err error) (*Text, error) {
	if err != nil {
		return nil, err
	}
	return &Text{origin, root, plain}, nil
}

// meantAsJSON tells whether a text begins as JSON does and YAML hardly ever, so that
// {"a": } is a mistake and not what YAML makes of it.
func meantAsJSON(content []byte) bool {
	rest := bytes.TrimLeft(content, " \t\r\n[{")
	return len(rest) > 0 && rest[0] == '"' && bytes.ContainsAny(content[:len(content)-len(rest)], "[{")
}

// Value is the text's value of JSON kinds, numbers as json.Number, as doc wants it:
// doc decides only what an unquoted YAML scalar is. It is not called, and no type is
// looked up, for a text without any, such as JSON. The error is an *Error.
func (t *Text) Value(types *schema.Types, doc func() schema.Document) (any, error) {
	if !t.plain {
		return valuer{origin: t.origin}.value(t.root, nil)
	}
	return valuer{t.origin, types}.value(t.root, doc())
}

// Place is where the value at steps stands, or the nearest one around it.
func (t *Text) Place(steps []string) Place {
	n := t.root
	for _, step := range steps {
		next := n.child(step)
		if next == nil {
			break
		}
		n = next
	}
	return Place{t.origin, n.line, n.column}
}

// PlaceOfName is where the name of the field at steps stands; for an element of a list
// and for what is not there it is Place.
func (t *Text) PlaceOfName(steps []string) Place {
	n := t.root
	for i, step := range steps {
		if at, ok := n.named[step]; ok && i == len(steps)-1 {
			return Place{t.origin, at[0], at[1]}
		}
		if n = n.child(step); n == nil {
			break
		}
	}
	return t.Place(steps)
}

func invalidUTF8(content []byte) int {
	if utf8.Valid(content) {
		return -1
	}
	for i := 0; i < len(content); {
		r, size := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// position is the line and the column, in characters, of a byte.
func position(content []byte, at int) (line, column int) {
	before := content[:min(at, len(content))]
	line = bytes.Count(before, []byte("\n")) + 1
	return line, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}
