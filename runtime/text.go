package runtime

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// text is the form of a scalar in a path, a query or a header. Integers keep all
// their digits.
func text(v any) (string, error) {
	switch v := v.(type) {
	case string:
		if !utf8.ValidString(v) {
			return "", fmt.Errorf("is not valid UTF-8")
		}
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case json.Number:
		return v.String(), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case uint64:
		return strconv.FormatUint(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	}
	return "", fmt.Errorf("%s has no form here; give a string, a number or a boolean", kindName(v))
}

func kindName(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	}
	return fmt.Sprintf("%T", v)
}

// controlByte returns the first control character of s.
func controlByte(s string) (byte, bool) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return s[i], true
		}
	}
	return 0, false
}
