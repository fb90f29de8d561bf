package brief

import (
	"bytes"
	"encoding/json"
)

// JSON is a value on one line. Unlike json.Marshal it leaves <, > and & as they are.
func JSON(value any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
