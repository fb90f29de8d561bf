package runtime

import (
	"bytes"
	"io"

	"github.com/actionctl/connector/registry"
)

// Body is what a request carries. Open gives a fresh reader for each attempt.
type Body struct {
	Content    string // media type
	Length     int64  // bytes; -1 when not known
	Replayable bool   // Open works more than once
	Open       func() (io.ReadCloser, error)

	atHand bool // all of it is in memory, and it goes out at once
}

// mostAtHand is the size up to which a body in memory goes out at once, so that nobody
// has to watch it moving. Where it is one of the readers that net/http knows, the headers
// need no write of their own.
const mostAtHand = 64 << 10

// encodeBody makes the body from the value given as data. For JSON it is a value of
// JSON kinds; for other content see rawBody.
func encodeBody(b *registry.Body, data any, given bool, faults *Faults) *Body {
	if b == nil {
		return nil
	}
	if b.IsJSON() {
		if !given {
			data = map[string]any{}
		}
		return jsonBody(data, faults)
	}
	if data == nil {
		if b.Required {
			faults.add(registry.BodyParam, "is required")
		}
		return nil
	}
	body, err := rawBody(b.Content, data)
	if err != nil {
		faults.add(registry.BodyParam, "%s", err)
	}
	return body
}

func jsonBody(data any, faults *Faults) *Body {
	text, err := marshal(data)
	if err != nil {
		faults.add(registry.BodyParam, "cannot be written as JSON: %s", err)
		return nil
	}
	return bytesBody(registry.JSONContent, text)
}

func bytesBody(content string, text []byte) *Body {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
	return &Body{content, int64(len(text)), true, open, len(text) <= mostAtHand}
}
