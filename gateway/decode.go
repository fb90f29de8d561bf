package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

// decode reads a JSON body into a pointer to a struct. Numbers stay as they are written
// where the struct has room for any value.
func (x *exchange) decode(into any) error {
	if err := x.wants(jsonContent); err != nil {
		return err
	}
	text, err := x.text()
	if err != nil {
		return err
	}
	return x.decodeText(text, into)
}

// decodeText is decode for a text that was read already, such as one line of many.
func (x *exchange) decodeText(text []byte, into any) error {
	if !utf8.Valid(text) {
		return badBody("it is not UTF-8")
	}
	if depth(text) > x.g.limits.Depth {
		return badBody("it is nested deeper than %d levels", x.g.limits.Depth)
	}
	if err := knownFields(text, into); err != nil {
		return err
	}
	if err := eachOnce(text); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return badBody("%s", jsonFault(err))
	}
	return nil
}

func badBody(format string, args ...any) error {
	return refuse(http.StatusBadRequest, "BAD_BODY", "the body cannot be used: "+format, args...)
}

// wants checks that the body is of a media type, and as it is, not compressed.
func (x *exchange) wants(content string) error {
	given := x.r.Header.Get("Content-Type")
	kind, params, err := mime.ParseMediaType(given)
	if err != nil || kind != content || params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8") {
		return refuse(http.StatusUnsupportedMediaType, "MEDIA_TYPE", "the body is %q; send it as Content-Type: %s", harmless(given), content)
	}
	return x.uncompressed()
}

func (x *exchange) uncompressed() error {
	if coding := x.r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return refuse(http.StatusUnsupportedMediaType, "CONTENT_ENCODING", "the body is encoded as %q; send it as it is", harmless(coding))
	}
	return nil
}

// text is the whole body, as far as it may be read.
func (x *exchange) text() ([]byte, error) {
	limit := x.g.limits.Body
	text, err := io.ReadAll(http.MaxBytesReader(x.w, x.r.Body, limit))
	var large *http.MaxBytesError
	var p *problem
	switch {
	case errors.As(err, &large):
		return nil, refuse(http.StatusRequestEntityTooLarge, "TOO_LARGE", "the body has more than the %d bytes that JSON may have here", limit)
	case errors.As(err, &p):
		return nil, p
	case err != nil:
		return nil, badBody("it ended before its end: %s", harmless(err.Error()))
	}
	return text, nil
}

// depth is how deep JSON is nested. Parsers go down by calls of themselves, so it is
// looked at before.
func depth(text []byte) int {
	deepest, now, inString := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			now++
			deepest = max(deepest, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return deepest
}
