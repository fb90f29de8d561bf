package connector

import (
	"encoding/json"
	"errors"
	"reflect"

	"github.com/actionctl/connector/internal/hiding"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/schema"
)

// secretsOf are the values of a call's secret parameters.
func (c *Connector) secretsOf(p *prepared) hiding.Secrets {
	return hiding.Find(p.params, c.redact(p.action, p.params))
}

// withoutSecrets is an error of the runtime as callers and middlewares get it: what a
// service repeats of a call's secrets is gone from its texts. The error belongs to
// this call alone, so it is changed in place, however deep it is wrapped.
func (c *Connector) withoutSecrets(err error, p *prepared, s hiding.Secrets) error {
	var api *APIError
	if errors.As(err, &api) && errors.Is(err, ErrFailed) {
		c.redactAnswer(api, p)
	}
	if err == nil || len(s) == 0 {
		return err
	}
	h := s.Hider()
	if api != nil {
		api.Code, api.Message, api.RequestID = h.Text(api.Code), h.Text(api.Message), h.Text(api.RequestID)
		api.Details, api.Header, api.Raw = h.List(api.Details), h.Header(api.Header), []byte(h.Cut(string(api.Raw)))
	}
	var retry *runtime.RetryError
	if errors.As(err, &retry) {
		retry.Stopped = h.Text(retry.Stopped)
		hideAttempts(h, retry.Attempts)
	}
	if text := err.Error(); h.Text(text) != text {
		return &hiddenError{h.Text(text), err}
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

// resultWithoutSecrets is res with nothing secret in what it tells of earlier attempts. Its data
// is what the caller asked for and stays.
func resultWithoutSecrets(res *Result, s hiding.Secrets) *Result {
	if res != nil && len(s) > 0 {
		hideAttempts(s.Hider(), res.Attempts)
	}
	return res
}

func hideAttempts(h *hiding.Hider, attempts []runtime.Attempt) {
	for i := range attempts {
		attempts[i].Code, attempts[i].Error = h.Text(attempts[i].Code), h.Text(attempts[i].Error)
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
