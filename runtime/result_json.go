package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
)

// JSON is the body as one JSON value, for those who hand it on: JSON with every digit as
// it came, text as a string, null for an empty body. The errors are those of Decode.
func (r *Result) JSON() (json.RawMessage, error) {
	switch {
	case r.Stream != nil:
		return nil, errors.New("the answer is a stream; read Stream instead")
	case len(bytes.TrimSpace(r.Raw)) == 0:
		return json.RawMessage("null"), nil
	case r.isJSON():
		var text json.RawMessage
		err := r.Decode(&text)
		return text, err
	}
	return marshal(string(r.Raw))
}
