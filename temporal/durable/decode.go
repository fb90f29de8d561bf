package durable

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
)

// Answer is what has an answer: a *contract.Result, a *contract.Finished.
type Answer interface {
	// Content is the answer's JSON, or the object that has it.
	Content() (json.RawMessage, *contract.Object)
}

// Decode decodes the JSON of an answer, as encoding/json does, with json.Number where
// into leaves the type open. An answer that is in an object is read from there, up to
// MaxContent.
func Decode(ctx workflow.Context, from Answer, into any) error {
	text, object := from.Content()
	if object != nil {
		var err error
		if text, err = Content(ctx, *object); err != nil {
			return err
		}
	}
	return DecodeJSON(text, into)
}

// DecodeJSON decodes one JSON value and nothing behind it, with json.Number where into
// leaves the type open.
func DecodeJSON(text json.RawMessage, into any) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return errors.New("there is no JSON to decode: the answer has none")
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("the answer does not fit: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("the answer does not fit: more follows behind the JSON")
	}
	return nil
}
