package connector

import (
	"encoding/json"
	"errors"
	"reflect"

	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/schema"
)

// withoutSecrets is an error of the runtime as callers and middlewares get it: what a
// service repeats of a call's secrets is gone from its texts. The error belongs to
// this call alone, so it is changed in place, however deep it is wrapped.
func (c *Connector) withoutSecrets(err error, p *prepared, s secrets) error {
	var api *APIError
	if errors.As(err, &api) && errors.Is(err, ErrFailed) {
		c.redactAnswer(api, p)
	}
	if err == nil || len(s) == 0 {
		return err
	}
	h := s.hider()
	if api != nil {
		api.Code, api.Message, api.RequestID = h.text(api.Code), h.text(api.Message), h.text(api.RequestID)
		api.Details, api.Header, api.Raw = h.list(api.Details), h.header(api.Header), []byte(h.cut(string(api.Raw)))
	}
	var retry *runtime.RetryError
	if errors.As(err, &retry) {
		retry.Stopped = h.text(retry.Stopped)
		h.attempts(retry.Attempts)
	}
	if text := err.Error(); h.text(text) != text {
		return &hiddenError{h.text(text), err}
	}
	return err
}

// redactAnswer takes the secrets out of an answer that was of the declared form but
// means failure: its schema says where they are.
func (c *Connector) redactAnswer(api *APIError, p *prepared) {
	answer, err := schema.Decode(api.Raw)
	if err != nil || p.action.Response == nil {
		return
	}
	safe := c.Types().Redact(schema.Document(p.action.Response.Schema), answer)
	if reflect.DeepEqual(safe, answer) {
		return // as it came, to the byte
	}
	if text, err := json.Marshal(safe); err == nil {
		api.Raw = text
	}
}

// fromResult is res with nothing secret in what it tells of earlier attempts. Its data
// is what the caller asked for and stays.
func (s secrets) fromResult(res *Result) *Result {
	if res != nil && len(s) > 0 {
		s.hider().attempts(res.Attempts)
	}
	return res
}

func (h *hider) attempts(attempts []runtime.Attempt) {
	for i := range attempts {
		attempts[i].Code, attempts[i].Error = h.text(attempts[i].Code), h.text(attempts[i].Error)
	}
}

// hiddenError is an error whose own text would show a secret.
type hiddenError struct {
	text string
	error
}

func (e *hiddenError) Error() string { return e.text }

func (e *hiddenError) Unwrap() error { return e.error }

// GoString keeps %#v from showing what Error does not.
func (e *hiddenError) GoString() string { return e.text }
