package sandbox

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/schema"
)

var numberText = lazyregexp.New(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

// value reads a text as the kind its schema asks for. A text that is not of that
// kind stays text, and the check says what was expected.
func (w writing) value(steps []string, doc schema.Document, text string) any {
	resolved := w.types.Resolve(doc)
	switch resolved["type"] {
	case "boolean":
		if text == "true" || text == "false" {
			return text == "true"
		}
	case "integer":
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			break
		}
		if canonical := strconv.FormatInt(n, 10); canonical != text {
			shown := w.types.Redact(doc, text)
			w.call.fault(w.in, steps, fmt.Sprintf("%q is no integer in plain decimal form", shown))
		}
		return json.Number(strconv.FormatInt(n, 10))
	case "number":
		if numberText().MatchString(text) {
			return json.Number(text)
		}
	}
	return text
}
