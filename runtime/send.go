package runtime

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// maxAnswer bounds a JSON or text answer, which is held in memory. Byte answers are
// streamed and have no bound.
const maxAnswer = 256 << 20

// Client sends plans to one connection. It is safe for concurrent use and keeps its
// own pool of connections: make one and keep it.
type Client struct {
	sender  sender
	token   func(context.Context) (string, error)
	timeout time.Duration
}

// NewClient makes a client. Nothing is contacted.
func NewClient(c *connection.Connection) *Client {
	return &Client{newRestySender(c), c.Token, c.Timeout}
}

// Do sends a plan of action a and reads the answer. The error is an *APIError when
// the service answered with failure and a *SendError when no answer came.
func (c *Client) Do(ctx context.Context, a *registry.Action, p *Plan) (*Result, error) {
	authorization, err := c.authorize(ctx, p)
	if err != nil {
		return nil, err
	}
	cancel := func() {}
	if c.timeout > 0 {
		ctx, cancel = context.WithTimeout(ctx, c.timeout)
	}
	resp, err := c.sender.send(ctx, p, authorization)
	if err != nil {
		cancel()
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, &SendError{p.Action, p.Connection, p.Host, err}
	}
	if resp.StatusCode < 300 && isStream(p.content) {
		return &Result{Status: resp.StatusCode, Header: resp.Header, Stream: &stream{resp.Body, cancel}}, nil
	}
	defer cancel()
	return read(a, p, resp)
}

func (c *Client) authorize(ctx context.Context, p *Plan) (string, error) {
	if p.NoAuth || c.token == nil {
		return "", nil
	}
	token, err := c.token(ctx)
	if err != nil {
		return "", fmt.Errorf("%s: connection %s: %w", p.Action, p.Connection, err)
	}
	return "Bearer " + token, nil
}

// read reads a whole answer and tells success from failure.
func read(a *registry.Action, p *Plan, resp *http.Response) (*Result, error) {
	defer func() { _ = resp.Body.Close() }() // it was read as far as it matters
	limit := int64(maxAnswer)
	if resp.StatusCode >= 300 {
		limit = maxErrorBody
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if resp.StatusCode >= 300 {
		return nil, newAPIError(p, a.Errors, resp.StatusCode, resp.Header, body[:min(len(body), maxErrorBody)])
	}
	if err != nil {
		return nil, &SendError{p.Action, p.Connection, p.Host, fmt.Errorf("the answer broke off after %d bytes: %w", len(body), err)}
	}
	if len(body) > maxAnswer {
		return nil, unexpected(p, resp, fmt.Sprintf("the answer is larger than %d MiB", maxAnswer>>20))
	}
	r := &Result{Status: resp.StatusCode, Header: resp.Header, Raw: body}
	if p.content == registry.JSONContent && looksLikePage(body) {
		return nil, unexpected(p, resp, "the answer is a web page, not JSON; check the connection's host")
	}
	return r, failed(a, p, r)
}

func unexpected(p *Plan, resp *http.Response, message string) *APIError {
	return &APIError{
		Action: p.Action, Connection: p.Connection, Kind: ErrUnexpectedAnswer, Status: resp.StatusCode,
		Message: message, RequestID: requestID(resp.Header, nil), Header: resp.Header,
	}
}

func looksLikePage(body []byte) bool {
	return strings.HasPrefix(strings.TrimSpace(string(body[:min(len(body), 64)])), "<")
}

// failed applies fails_when: a success status whose answer says that it failed.
func failed(a *registry.Action, p *Plan, r *Result) error {
	f := a.FailsWhen
	if f == nil {
		return nil
	}
	v, err := r.Data()
	if err != nil {
		return nil // not the JSON it should be: whoever reads the data is told
	}
	state, _ := At(v, f.Path)
	for _, value := range f.Values {
		if state != value {
			continue
		}
		e := &APIError{
			Action: p.Action, Connection: p.Connection, Kind: ErrFailed, Status: r.Status,
			Code: textAt(v, f.Code), Message: textAt(v, f.Message),
			RequestID: requestID(r.Header, nil), Header: r.Header,
		}
		if e.Code == "" {
			e.Code = value
		}
		if e.Message == "" {
			e.Message = fmt.Sprintf("%s is %s", f.Path, value)
		}
		return e
	}
	return nil
}

func textAt(v any, path string) string {
	if path == "" {
		return ""
	}
	found, _ := At(v, path)
	if s, ok := found.(string); ok {
		return s
	}
	return ""
}

// isStream reports whether an answer of this media type is handed over unread.
func isStream(content string) bool {
	return content == "application/octet-stream" || content == "text/event-stream"
}

// stream is a body that ends the attempt's deadline when it is closed.
type stream struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (s *stream) Close() error {
	defer s.cancel()
	return s.ReadCloser.Close()
}
