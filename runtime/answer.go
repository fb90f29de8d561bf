package runtime

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// maxAnswer bounds a JSON or text answer, which is held in memory, after
// decompression. Byte answers are streamed and have no bound.
const maxAnswer = 256 << 20

// read reads a whole answer and tells success from failure.
func (c *Client) read(ctx context.Context, a *registry.Action, p *Plan, resp *http.Response) (*Result, error) {
	defer func() { _ = resp.Body.Close() }() // it was read as far as it matters
	switch {
	case resp.StatusCode >= 300:
		return nil, readError(a, p, resp)
	case resp.StatusCode < 200:
		return nil, unexpected(p, resp, nil, "the service wants to go on in another protocol")
	}
	body, err := readUpTo(resp.Body, resp.ContentLength, c.largest)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, noAnswer(a, p, fmt.Errorf("the answer broke off after %d bytes: %w", len(body), err))
	}
	if int64(len(body)) > c.largest {
		return nil, unexpected(p, resp, nil, fmt.Sprintf("the answer is larger than %d MiB", c.largest>>20))
	}
	if isPage(p, resp, body) {
		return nil, unexpected(p, resp, body, "the answer is a web page, not the API's; check the connection's host")
	}
	r := &Result{Status: resp.StatusCode, Header: resp.Header, Raw: body, from: p}
	if err := failed(a, p, r); err != nil {
		return nil, err
	}
	return r, nil
}

// readUpTo reads all, but not much more than limit. It expects length bytes, less than 0
// when nobody knows.
func readUpTo(r io.Reader, length, limit int64) ([]byte, error) {
	buf := make([]byte, 0, min(max(length+1, bytes.MinRead), limit+1)) // room to meet the end
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case errors.Is(err, io.EOF):
			return buf, nil
		case err != nil || int64(len(buf)) > limit:
			return buf, err
		case len(buf) == cap(buf):
			buf = slices.Grow(buf, len(buf))
		}
	}
}

// readError reads an error answer. One that breaks off is told as far as it came:
// the status says enough.
func readError(a *registry.Action, p *Plan, resp *http.Response) *APIError {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	e := newAPIError(p, a.Errors, resp.StatusCode, resp.Header, body)
	if err != nil {
		e.Message = strings.TrimSpace(e.Message + " (the answer broke off)")
	}
	return e
}

func unexpected(p *Plan, resp *http.Response, body []byte, message string) *APIError {
	return &APIError{
		Action: p.Action, Connection: p.Connection, Kind: ErrUnexpectedAnswer, Status: resp.StatusCode,
		Message: message, RequestID: requestID(resp.Header, nil), Header: resp.Header, Raw: body[:min(len(body), maxErrorBody)],
	}
}

// isPage recognises a web page where data was asked for: login pages come with
// status 200 too. Only an answer that is not JSON may begin with <.
func isPage(p *Plan, resp *http.Response, body []byte) bool {
	text := bytes.TrimSpace(body)
	if len(text) == 0 {
		return false
	}
	if p.content == registry.JSONContent || p.content == "" {
		return text[0] == '<'
	}
	return p.content != pageContent && mediaType(resp.Header.Get("Content-Type")) == pageContent
}

const pageContent = "text/html"

// failed applies fails_when: a success status whose answer says that it failed.
func failed(a *registry.Action, p *Plan, r *Result) error {
	f := a.FailsWhen
	if f == nil {
		return nil
	}
	v, err := r.Data()
	if err != nil {
		return nil //nolint:nilerr // not the JSON it should be: whoever reads the data is told
	}
	state, _ := dotted.At(v, f.Path)
	for _, value := range f.Values {
		if state != value {
			continue
		}
		return &APIError{
			Action: p.Action, Connection: p.Connection, Kind: ErrFailed, Status: r.Status,
			Code:      shortened(cmp.Or(textAt(v, f.Code), value), maxCode),
			Message:   shortened(cmp.Or(textAt(v, f.Message), f.Path+" is "+value), maxMessage),
			RequestID: requestID(r.Header, nil), Header: r.Header, Raw: r.Raw,
		}
	}
	return nil
}

func textAt(v any, path string) string {
	if path == "" {
		return ""
	}
	found, _ := dotted.At(v, path)
	return scalar(found)
}
