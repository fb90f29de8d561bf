package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	connector "github.com/actionctl/connector"
)

// strictly is an activity that takes its input as a workflow gave it. The SDK would let
// unknown names pass, and would try an input for ever that it cannot decode.
func strictly[In, Out any](a *Activities, run func(context.Context, In) (Out, error)) func(context.Context, json.RawMessage) (Out, error) {
	return func(ctx context.Context, text json.RawMessage) (Out, error) {
		in, err := given[In](text)
		if err != nil {
			var none Out
			return none, a.failed(&ownError{
				code: "BAD_INPUT", category: connector.CategoryUsage, text: err.Error(),
				hint: "the forms of the activities are in package contract and in the guide",
			}, connector.Call{}, false)
		}
		return run(ctx, in)
	}
}

// given is decoded of what somebody else wrote.
func given[In any](text json.RawMessage) (In, error) {
	in, err := decoded[In](text)
	if err == nil {
		if err = plainNames(json.NewDecoder(bytes.NewReader(text))); err != nil {
			err = fmt.Errorf("the input of the activity: %w", err)
		}
	}
	return in, err
}

func decoded[In any](text json.RawMessage) (In, error) {
	var in In
	if text = bytes.TrimSpace(text); len(text) == 0 || text[0] != '{' {
		return in, errors.New("the input of the activity is not one JSON object")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	d.UseNumber()
	if err := d.Decode(&in); err != nil {
		return in, fmt.Errorf("the input of the activity: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return in, errors.New("the input of the activity: more follows after its end")
	}
	return in, nil
}
