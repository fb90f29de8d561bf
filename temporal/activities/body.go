package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

// largestBody bounds a JSON body, which is held in memory. Raw bytes are streamed.
const largestBody = 64 << 20

// bodyOf is a body that is in an object, in the form that Call.Params want it.
func (a *Activities) bodyOf(ctx context.Context, c contract.Call) (any, error) {
	action, err := a.Connector.Registry().Action(c.Action)
	if err != nil {
		return nil, err
	}
	if action.Body != nil && !action.Body.IsJSON() {
		ctx = context.WithoutCancel(ctx) // it ends with the request, which may be let finish
		return func() (io.ReadCloser, error) {
			r, err := a.Objects.Open(ctx, *c.Body, 0)
			if err != nil {
				return nil, bodyError(err)
			}
			return body{r}, nil
		}, nil
	}
	text, err := objects.ReadAll(ctx, a.Objects, *c.Body, largestBody)
	if err != nil {
		return nil, bodyError(err)
	}
	var value any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err = d.Decode(&value)
	if _, more := d.Token(); err == nil && !errors.Is(more, io.EOF) {
		err = errors.New("more follows after its end")
	}
	if err != nil {
		return nil, &ownError{code: "BAD_BODY", category: connector.CategoryValidation, text: fmt.Sprintf("the object %s is not the JSON that %s takes: %v", c.Body.URI, c.Action, err)}
	}
	return value, nil
}

// body is an object while it is sent.
type body struct{ io.ReadCloser }

func (b body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = bodyError(err)
	}
	return n, err
}

// bodyError is the error of a body that cannot be read.
func bodyError(err error) error { return objectError(fmt.Errorf("the body cannot be read: %w", err)) }
