package runtime

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/go-resty/resty/v2"

	"github.com/actionctl/connector/connection"
)

// sender sends one request. It is all that this package wants of an HTTP library.
type sender interface {
	// send sends the plan with what the attempt adds to its headers. The plan stays as
	// it is.
	send(s *sending) (*http.Response, error)
	// transport is what carries the requests in the end.
	transport() http.RoundTripper
}

// restySender is the one place that uses resty. Of resty it uses the client, its
// hooks and its request life cycle, and none of what changes or loses data: no
// templates (they let a value change the path), no body setters (they read the
// whole body into memory), no retries (they repeat a spent body as an empty one), no
// result decoding (it turns large integers into floats).
type restySender struct {
	blank    *resty.Request // as the client makes them, with maps that nobody writes to
	requests sync.Pool      // of copies of blank: what resty keeps of a request ends with it
	carry    http.RoundTripper
	host     atomic.Pointer[parsedHost] // of the last plan; they all have the same
}

type parsedHost struct {
	text string
	url  url.URL
}

func (s *restySender) transport() http.RoundTripper { return s.carry }

func newRestySender(c *connection.Connection) *restySender {
	s := &restySender{carry: transportOf(c)}
	client := resty.NewWithClient(&http.Client{
		Transport:     &carrier{s.carry},
		CheckRedirect: stay,
	})
	client.SetDoNotParseResponse(true)
	client.SetLogger(noLog{})
	client.SetPreRequestHook(func(_ *resty.Client, req *http.Request) error { return s.fill(req) })
	s.blank = client.R()
	return s
}

// stay follows no redirect. Where one asks for the body again, the HTTP client has opened it.
func stay(to *http.Request, _ []*http.Request) error {
	if to.Body != nil {
		_ = to.Body.Close()
	}
	return http.ErrUseLastResponse
}

// anywhere is the address that resty gets, which is cheap to parse; fill puts in the real
// one.
const anywhere = "a:"

func (s *restySender) send(to *sending) (*http.Response, error) {
	r, pooled := s.requests.Get().(*resty.Request)
	if !pooled {
		r = new(resty.Request)
		*r = *s.blank
	}
	r.SetContext(to)
	r.Header = to.plan.Header
	if to.bare = !complete(r.Header); to.bare {
		r.Header = ready
	}
	resp, err := r.Execute(http.MethodGet, anywhere)
	*r = *s.blank // it led to the plan
	s.requests.Put(r)
	if err != nil {
		return nil, bareCause(err)
	}
	return resp.RawResponse, nil
}

// complete says whether resty adds nothing of its own to the headers, and so only copies
// them. It takes spaces for nothing.
func complete(header http.Header) bool {
	return strings.TrimSpace(first(header["User-Agent"])) != "" && strings.TrimSpace(first(header["Accept"])) != ""
}

// ready is what resty finds instead of headers that it would add to.
var ready = http.Header{"User-Agent": {"-"}}

// unsentError is the error of a request that could not be made.
type unsentError struct{ cause error }

func (e *unsentError) Error() string { return e.cause.Error() }

func (e *unsentError) Unwrap() error { return e.cause }

// bareCause takes off every *url.Error, whose text holds the whole URL: a query may carry
// secrets. Transports that use an HTTP client themselves bring one of their own. That a
// request could not be made stays known.
func bareCause(err error) error {
	if none := (*unsentError)(nil); errors.As(err, &none) {
		return none
	}
	for u := (*url.Error)(nil); errors.As(err, &u) && u.Err != nil; {
		err = u.Err
	}
	return err
}

// noLog keeps resty from writing to stderr.
type noLog struct{}

func (noLog) Errorf(string, ...any) {}
func (noLog) Warnf(string, ...any)  {}
func (noLog) Debugf(string, ...any) {}
