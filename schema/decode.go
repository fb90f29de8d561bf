package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Decode decodes one JSON value with exact numbers (json.Number). Anything after
// the value is an error.
func Decode(text []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("not JSON: there is more after the value, at byte %d", dec.InputOffset())
	}
	return v, nil
}
