package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/temporal/contract"
)

// The media types of what is kept as objects.
const (
	typeJSON  = "application/json"
	typeLines = "application/jsonl"
	typeBytes = "application/octet-stream"
)

// resultOf is an answer as a workflow gets it: inline where it is small enough, else in
// an object. It reads streams to their end.
func (t *attempt) resultOf(ctx context.Context, res *connector.Result) (*contract.Result, error) {
	out := &contract.Result{Status: res.Status, RequestID: res.RequestID(), Headers: declared(t.action, res)}
	var err error
	switch {
	case res.IsEvents():
		out.Data, out.Object, err = t.events(ctx, res)
	case res.Stream != nil:
		out.Object, err = t.put(ctx, res.Stream, mediaType(res, typeBytes))
	default:
		out.Data, out.Object, err = t.whole(ctx, res)
	}
	return out, err
}

// whole is an answer that is in memory.
func (t *attempt) whole(ctx context.Context, res *connector.Result) (json.RawMessage, *contract.Object, error) {
	data, err := res.JSON()
	if err != nil {
		return nil, nil, err
	}
	if t.asked.Answer != contract.AnswerObject && t.fits(data) {
		return data, nil, nil
	}
	if t.Objects == nil {
		return nil, nil, t.tooLarge(len(data))
	}
	o, err := t.put(ctx, bytes.NewReader(res.Raw), mediaType(res, typeJSON))
	return nil, o, err
}

// place is JSON as a workflow gets it.
func (t *attempt) place(ctx context.Context, data json.RawMessage) (json.RawMessage, *contract.Object, error) {
	if t.asked.Answer != contract.AnswerObject && t.fits(data) {
		return data, nil, nil
	}
	if t.Objects == nil {
		return nil, nil, t.tooLarge(len(data))
	}
	o, err := t.put(ctx, bytes.NewReader(data), typeJSON)
	return nil, o, err
}

// fits reports whether JSON is small enough for an answer.
func (a *Activities) fits(data []byte) bool { return escaped(data) <= a.MaxPayload }

// put keeps something as an object of the attempt's activity.
func (t *attempt) put(ctx context.Context, r io.Reader, typ string) (*contract.Object, error) {
	if t.Objects == nil {
		return nil, objectError(fmt.Errorf("the answer is %s, which no history holds: %w", typ, errNoStore))
	}
	source := &answer{Reader: r}
	o, err := t.Objects.Put(ctx, t.key, source, typ)
	if source.err != nil {
		return nil, source.err // an error of the answer, not of the store
	}
	if err != nil {
		return nil, objectError(fmt.Errorf("the answer could not be stored: %w", err))
	}
	return &o, nil
}

// answer remembers why it could not be read.
type answer struct {
	io.Reader
	err error
}

func (a *answer) Read(p []byte) (int, error) {
	n, err := a.Reader.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // readers return it as it is
		a.err = err
	}
	return n, err
}

// tooLarge is the error of an answer that has nowhere to go.
func (a *Activities) tooLarge(size int) error {
	return objectError(fmt.Errorf("%w: it has %d bytes, and a result of this worker at most %d", errTooLarge, size, a.MaxPayload))
}

// declared are the headers that the action declares as part of its answer.
func declared(a *registry.Action, res *connector.Result) map[string]string {
	if a == nil || a.Response == nil {
		return nil
	}
	found := map[string]string{}
	for _, name := range a.Response.Headers {
		if v := res.Header.Get(name); v != "" {
			found[name] = v
		}
	}
	return found
}

// mediaType is the type that the service gave its answer.
func mediaType(res *connector.Result, otherwise string) string {
	typ, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil {
		return otherwise
	}
	return typ
}
