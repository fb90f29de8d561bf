package waiting

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
)

// textAt is the text of what stands at a path; "" where the path is "" or leads nowhere.
func textAt(answer any, path string) string {
	if path == "" {
		return ""
	}
	v, _ := dotted.At(answer, path)
	return text(v)
}

// text is a value as it is told to people: strings as they are, lists joined, all else
// as JSON.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return string(v)
	case []any:
		parts := make([]string, len(v))
		for i, element := range v {
			parts[i] = text(element)
		}
		return strings.Join(parts, "; ")
	}
	out, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(out)
}
