package contract

import (
	"bytes"
	"encoding/json"
)

// exact decodes JSON with json.Number for numbers. text is one whole value.
func exact(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}
