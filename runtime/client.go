package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/go-resty/resty/v2"

	"github.com/actionctl/connector/connection"
)

// sender sends one prepared request, with these headers: those of the plan and of this
// attempt, which are the sender's from then on. It is all that this package wants of an
// HTTP library.
type sender interface {
	send(ctx context.Context, p *Plan, header http.Header) (*http.Response, error)
	// transport is what carries the requests in the end.
	transport() http.RoundTripper
}

// restySender is the one place that uses resty. Of resty it uses the client, its
// hooks and its request life cycle, and none of what changes or loses data: no
// templates (they let a value change the path), no body setters (they read the
// whole body into memory), no retries (they repeat a spent body as an empty one), no
// result decoding (it turns large integers into floats).
type restySender struct {
	client *resty.Client
	carry  http.RoundTripper
}

func (s *restySender) transport() http.RoundTripper { return s.carry }

// sending is the context of one request with what goes into it.
type sending struct {
	context.Context //nolint:containedctx // it is the context
	plan            *Plan
	header          http.Header
}

// sendKey leads to the sending of a request's context.
type sendKey struct{}

func (s *sending) Value(key any) any {
	if key == (sendKey{}) {
		return s
	}
	return s.Context.Value(key)
}

func newRestySender(c *connection.Connection) *restySender {
	transport := transportOf(c)
	client := resty.NewWithClient(&http.Client{
		Transport: carrier{transport},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	})
	client.SetDoNotParseResponse(true)
	client.SetLogger(noLog{})
	client.SetPreRequestHook(fillRequest)
	return &restySender{client, transport}
}

func (s *restySender) send(ctx context.Context, p *Plan, header http.Header) (*http.Response, error) {
	r := s.client.R().SetContext(&sending{ctx, p, header})
	r.Header = ready
	resp, err := r.Execute(http.MethodGet, p.Host)
	if err != nil {
		return nil, bareCause(err)
	}
	return resp.RawResponse, nil
}

// ready is what resty finds, so that it adds nothing of its own; all of it is replaced.
var ready = http.Header{"User-Agent": {"-"}}

// fillRequest puts the plan into the request after all of resty's own preparations,
// so that none of them can touch it.
func fillRequest(_ *resty.Client, req *http.Request) error {
	s, ok := req.Context().Value(sendKey{}).(*sending)
	if !ok {
		return &unsentError{errors.New("request without a plan")}
	}
	p := s.plan
	if err := fillURL(req.URL, p); err != nil {
		return &unsentError{err}
	}
	req.Method = p.Method      // resty would prepare a body where there is none
	req.Header = http.Header{} // see carrier
	// An empty body is http.NoBody with length 0: resty's own form of it goes out
	// chunked, which some gateways refuse.
	req.Body, req.GetBody, req.ContentLength = http.NoBody, nil, 0
	if p.Body == nil {
		return nil
	}
	body, err := p.Body.Open()
	if err != nil {
		return &unsentError{fmt.Errorf("cannot open the body: %w", err)}
	}
	if p.Body.Length == 0 {
		return body.Close()
	}
	req.Body, req.ContentLength = body, p.Body.Length
	if p.Body.Replayable && p.Body.Length > 0 {
		// With it the transport itself repeats a request of which nothing was written
		// yet because the service had closed the idle connection.
		req.GetBody = p.Body.Open
	}
	return nil
}

// carrier is the transport of the HTTP client. It puts in the headers: before it the HTTP
// client would copy them once more, for redirects that are never followed.
type carrier struct{ http.RoundTripper }

func (c carrier) RoundTrip(req *http.Request) (*http.Response, error) {
	if s, ok := req.Context().Value(sendKey{}).(*sending); ok {
		req.Header = s.header // the request is ours alone
	}
	return c.RoundTripper.RoundTrip(req)
}

// fillURL puts path and query of a plan behind a host that was parsed already.
func fillURL(u *url.URL, p *Plan) error {
	path, err := url.PathUnescape(p.Path)
	if err != nil {
		return err
	}
	u.Path, u.RawPath, u.RawQuery = path, p.Path, p.Query
	return nil
}

// unsentError is the error of a request that could not be made.
type unsentError struct{ cause error }

func (e *unsentError) Error() string { return e.cause.Error() }

func (e *unsentError) Unwrap() error { return e.cause }

// bareCause takes off *url.Error, whose text holds the whole URL: a query may carry
// secrets.
func bareCause(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// noLog keeps resty from writing to stderr.
type noLog struct{}

func (noLog) Errorf(string, ...any) {}
func (noLog) Warnf(string, ...any)  {}
func (noLog) Debugf(string, ...any) {}
