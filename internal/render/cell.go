package render

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/actionctl/connector/internal/terminal"
)

// exact is a value in one field of a CSV file: text as it is, numbers with all
// digits, what has parts as JSON, null as nothing.
func exact(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	}
	text, err := jsonText(v)
	if err != nil {
		return err.Error() // no value of JSON kinds
	}
	return strings.TrimSuffix(string(text), "\n")
}

// readable is a value in a table: on one line, and points in time as such.
func readable(v any, f Field) string {
	if f.time {
		if text, ok := instant(v); ok {
			return text
		}
	}
	if list, ok := v.([]any); ok && len(list) > 0 {
		if words, ok := plainWords(list); ok {
			return strings.Join(words, ", ")
		}
	}
	return terminal.Line(exact(v))
}

// plainWords are the elements of a list of scalars.
func plainWords(list []any) ([]string, bool) {
	words := make([]string, len(list))
	for i, v := range list {
		switch v.(type) {
		case map[string]any, []any:
			return nil, false
		}
		words[i] = terminal.Line(exact(v))
	}
	return words, true
}

// Points in time are taken for such from 2001 on: in seconds up to the year 2100, in
// milliseconds above.
const (
	firstSecond = 1e9
	lastSecond  = 4.1e9
)

// instant reads a number as a point in time. 0 is the API's way to say never.
func instant(v any) (string, bool) {
	number, _ := v.(json.Number)
	n, err := strconv.ParseInt(number.String(), 10, 64)
	switch {
	case err != nil:
		return "", false
	case n == 0:
		return "", true
	case n >= firstSecond && n < lastSecond:
		return stamp(time.Unix(n, 0)), true
	case n >= firstSecond*1000 && n < lastSecond*1000:
		return stamp(time.UnixMilli(n)), true
	}
	return "", false
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05Z") }
