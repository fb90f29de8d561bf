package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/actionctl/connector/registry"
)

// Result is a successful answer. Raw and Stream exclude each other.
type Result struct {
	Status int
	Header http.Header
	// Raw is the body as it came, for JSON and text.
	Raw []byte
	// Stream is the body of an answer that is bytes or events, unread. Whoever gets
	// it closes the result.
	Stream io.ReadCloser
	// Attempts are the tries it took, the last of which succeeded.
	Attempts []Attempt

	from *Plan // what was asked, to name it in errors; may be nil
}

// Data decodes the body: any JSON value with json.Number for numbers, so that
// integers keep all digits; text as a string; nil for an empty body. Of a stream it
// reads everything, as []byte, and closes it.
func (r *Result) Data() (any, error) {
	if r.Stream != nil {
		data, err := io.ReadAll(r.Stream)
		return data, errors.Join(err, r.Close())
	}
	if len(bytes.TrimSpace(r.Raw)) == 0 {
		return nil, nil
	}
	if !r.isJSON() {
		return string(r.Raw), nil
	}
	var v any
	err := r.Decode(&v)
	return v, err
}

// Decode decodes a JSON body into v, as encoding/json does, with json.Number where
// v leaves the type open. An answer that is not JSON is an *APIError of kind
// ErrUnexpectedAnswer.
func (r *Result) Decode(v any) error {
	if r.Stream != nil {
		return errors.New("the answer is a stream; read Stream instead")
	}
	err := decode(r.Raw, v)
	var kind *json.UnmarshalTypeError
	if err == nil || errors.As(err, &kind) { // then it is JSON, but not what v takes
		return err
	}
	return r.unexpected(err.Error())
}

// decode decodes one JSON value and nothing behind it.
func decode(text []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	err := dec.Decode(v)
	if _, more := dec.Token(); err == nil && !errors.Is(more, io.EOF) {
		err = errors.New("more follows after its end")
	}
	if err != nil {
		return fmt.Errorf("the answer is not the JSON that was expected: %w", err)
	}
	return nil
}

// unexpected is the error of an answer that is not what it should be.
func (r *Result) unexpected(message string) *APIError {
	e := &APIError{
		Kind: ErrUnexpectedAnswer, Status: r.Status, Message: shortened(message, maxMessage),
		RequestID: r.RequestID(), Header: r.Header, Raw: r.Raw[:min(len(r.Raw), maxErrorBody)],
	}
	if r.from != nil {
		e.Action, e.Connection = r.from.Action, r.from.Connection
	}
	return e
}

// Close ends a stream. It does nothing for other results.
func (r *Result) Close() error {
	if r.Stream == nil {
		return nil
	}
	return r.Stream.Close()
}

// isJSON goes by what was asked for, where that is known: a server that calls its
// JSON text is still held to it.
func (r *Result) isJSON() bool {
	if r.from != nil && r.from.content == registry.JSONContent {
		return true
	}
	return isJSONContent(r.Header.Get("Content-Type"))
}

// isJSONContent takes a missing type for JSON: that is what the API speaks.
func isJSONContent(contentType string) bool {
	media := mediaType(contentType)
	return media == "" || media == registry.JSONContent || strings.HasSuffix(media, "+json")
}

// mediaType is a Content-Type without its parameters.
func mediaType(contentType string) string {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	return strings.TrimSpace(media)
}
