package gateway

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// eachOnce refuses a JSON object that has a field twice: whoever looks at requests before
// the gateway may go by the other one. The text is known to be a JSON object.
func eachOnce(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil { // the brace
		return badBody("%s", jsonFault(err))
	}
	seen := map[string]int{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return badBody("%s", jsonFault(err))
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return badBody("%s", jsonFault(err))
		}
		seen[name.(string)]++ // the name of a field is a string
	}
	var twice []string
	for name, n := range seen {
		if n > 1 {
			twice = append(twice, fmt.Sprintf("%q", harmless(name)))
		}
	}
	if len(twice) == 0 {
		return nil
	}
	slices.Sort(twice)
	return badBody("%s: given more than once; give it once", strings.Join(twice, ", "))
}
