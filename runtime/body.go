package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/actionctl/connector/registry"
)

// errSpent is the error of opening a body a second time that can be read only once.
var errSpent = errors.New("the body was read already and cannot be read again")

// Body is what a request carries. Open gives a fresh reader for each attempt.
type Body struct {
	Content    string // media type
	Length     int64  // bytes; -1 when not known
	Replayable bool   // Open works more than once
	Open       func() (io.ReadCloser, error)
}

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

// marshal writes JSON with <, > and & as they are.
func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), err
}

func bytesBody(content string, text []byte) *Body {
	return &Body{content, int64(len(text)), true, func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(text)), nil
	}}
}

// rawBody sends bytes as they are. It takes []byte, string, an io.Reader, or a
// func() (io.ReadCloser, error) that opens the body anew. A reader that can seek is
// read again from where it stood; any other can be sent once. Readers are not
// closed: they are the caller's.
func rawBody(content string, data any) (*Body, error) {
	switch data := data.(type) {
	case []byte:
		return bytesBody(content, data), nil
	case string:
		return bytesBody(content, []byte(data)), nil
	case func() (io.ReadCloser, error):
		return &Body{content, -1, true, data}, nil
	case io.ReadSeeker:
		return seekerBody(content, data)
	case io.Reader:
		return onceBody(content, data), nil
	}
	return nil, fmt.Errorf("%s cannot be sent as %s; give []byte, a string, an io.Reader or a file", kindName(data), content)
}

func seekerBody(content string, r io.ReadSeeker) (*Body, error) {
	start, err := r.Seek(0, io.SeekCurrent)
	if err != nil {
		return onceBody(content, r), nil // a pipe that calls itself a file
	}
	if f, ok := r.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, fmt.Errorf("%s is a folder, not a file", info.Name())
		}
	}
	end, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("cannot find the length: %w", err)
	}
	open := func() (io.ReadCloser, error) {
		_, err := r.Seek(start, io.SeekStart)
		return io.NopCloser(r), err
	}
	return &Body{content, end - start, true, open}, nil
}

func onceBody(content string, r io.Reader) *Body {
	spent := false
	return &Body{content, -1, false, func() (io.ReadCloser, error) {
		if spent {
			return nil, errSpent
		}
		spent = true
		return io.NopCloser(r), nil
	}}
}
