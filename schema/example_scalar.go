package schema

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// exampleNumber is 1 or the nearest to it that the bounds allow.
func exampleNumber(doc Document) any {
	minimum, maximum := float(doc["minimum"], math.Inf(-1)), float(doc["maximum"], math.Inf(1))
	switch {
	case minimum <= 1 && 1 <= maximum:
		return json.Number("1")
	case doc["type"] == "integer" && maximum < 1:
		return json.Number(strconv.FormatFloat(math.Floor(maximum), 'f', -1, 64))
	case doc["type"] == "integer":
		return json.Number(strconv.FormatFloat(math.Ceil(minimum), 'f', -1, 64))
	case maximum < 1:
		return json.Number(fmt.Sprint(doc["maximum"]))
	}
	return json.Number(fmt.Sprint(doc["minimum"]))
}

func exampleText(doc Document, name string) any {
	switch doc["format"] {
	case "byte":
		return "ZXhhbXBsZQ=="
	case "date-time":
		return "2026-01-31T09:00:00Z"
	case "google-duration":
		return "3.5s"
	case "google-fieldmask":
		return "name"
	}
	text := []rune("example-" + name)
	if missing := number(doc["minLength"], 0) - len(text); missing > 0 {
		text = append(text, []rune(strings.Repeat("x", missing))...)
	}
	return string(text[:min(len(text), number(doc["maxLength"], len(text)))])
}
