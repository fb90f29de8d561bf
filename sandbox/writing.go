package sandbox

import (
	"fmt"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// writing puts texts of a request into the parameters of a call, by their schemas.
type writing struct {
	types *schema.Types
	call  *call
	in    registry.Location
}

// put sets the member of root that steps lead to. doc describes the first step. A
// step that no schema knows is set as text, for the check to refuse it by name.
func (w writing) put(root map[string]any, steps []string, doc schema.Document, text string) {
	at := root
	for i, name := range steps {
		doc = w.types.Resolve(doc)
		rest := steps[i+1:]
		switch {
		case doc["type"] == "array" && len(rest) == 0:
			items, _ := doc["items"].(map[string]any)
			list, _ := at[name].([]any)
			at[name] = append(list, w.value(steps, items, text))
			return
		case len(rest) == 0:
			if _, twice := at[name]; twice {
				w.call.fault(w.in, steps, "is given more than once; it takes one value")
				return
			}
			at[name] = w.value(steps, doc, text)
			return
		}
		object, ok := w.object(at, name, &doc)
		if !ok {
			w.call.fault(w.in, steps[:i+1], fmt.Sprintf("has no fields, so %s means nothing", clip(strings.Join(steps, "."))))
			return
		}
		child, known := w.types.Child(doc, rest[0])
		if !known {
			object[strings.Join(rest, ".")] = text
			return
		}
		at, doc = object, child
	}
}

// object finds or makes the object called name. A list of objects holds one: a query
// cannot tell where a second would begin.
func (w writing) object(at map[string]any, name string, doc *schema.Document) (map[string]any, bool) {
	isList := (*doc)["type"] == "array"
	if isList {
		items, _ := (*doc)["items"].(map[string]any)
		*doc = w.types.Resolve(items)
	}
	if (*doc)["type"] != "object" {
		return nil, false
	}
	have := at[name]
	if list, ok := have.([]any); ok && isList && len(list) == 1 {
		have = list[0]
	}
	if object, ok := have.(map[string]any); ok || have != nil {
		return object, ok
	}
	object := map[string]any{}
	at[name] = object
	if isList {
		at[name] = []any{object}
	}
	return object, true
}

var stepEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// pointer is the JSON pointer of steps.
func pointer(steps []string) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString("/" + stepEscaper.Replace(s))
	}
	return b.String()
}
