package runtime

import (
	"fmt"
	"strings"
)

// Detail returns the last of the answer's details whose @type ends in name, such as
// ErrorInfo, RetryInfo, BadRequest or Help (google.rpc), nil where there is none.
func (e *APIError) Detail(name string) map[string]any {
	var found map[string]any
	for _, d := range e.Details {
		m, _ := d.(map[string]any)
		kind, _ := m["@type"].(string)
		if kind == name || strings.HasSuffix(kind, "."+name) || strings.HasSuffix(kind, "/"+name) {
			found = m
		}
	}
	return found
}

// Reason is the service's word for what went wrong, more exact than Code: the reason
// of ErrorInfo, "" where there is none.
func (e *APIError) Reason() string {
	reason, _ := e.Detail("ErrorInfo")["reason"].(string)
	return reason
}

// Violations are the fields that the service refused and why, "field: description".
func (e *APIError) Violations() []string {
	return each(e.Detail("BadRequest")["field_violations"], func(m map[string]any) string {
		return fmt.Sprintf("%v: %v", m["field"], m["description"])
	})
}

// Help are the service's links to what helps, "description: url".
func (e *APIError) Help() []string {
	return each(e.Detail("Help")["links"], func(m map[string]any) string {
		return fmt.Sprintf("%v: %v", m["description"], m["url"])
	})
}

func each(v any, text func(map[string]any) string) []string {
	list, _ := v.([]any)
	var out []string
	for _, element := range list {
		if m, ok := element.(map[string]any); ok {
			out = append(out, text(m))
		}
	}
	return out
}
