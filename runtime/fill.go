package runtime

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
)

// fill puts the plan into the request after all of resty's own preparations, so that none
// of them can touch it.
func (s *restySender) fill(req *http.Request) error {
	to, ok := req.Context().Value(sendKey{}).(*sending)
	if !ok {
		return &unsentError{errors.New("request without a plan")}
	}
	p := to.plan
	if err := s.address(req.URL, p); err != nil {
		return &unsentError{err}
	}
	req.Method = p.Method // resty would prepare a body where there is none
	to.header = req.Header
	if to.bare {
		to.header = http.Header{}
		maps.Copy(to.header, p.Header)
	}
	to.addTo(to.header)
	req.Header, req.Host = noHeader, "" // see carrier
	return fillBody(req, p.Body)
}

// address writes where a plan goes.
func (s *restySender) address(u *url.URL, p *Plan) error {
	host := s.host.Load()
	if host == nil || host.text != p.Host {
		parsed, err := url.Parse(p.Host)
		if err != nil {
			return bareCause(err)
		}
		host = &parsedHost{p.Host, *parsed}
		s.host.Store(host)
	}
	path, err := url.PathUnescape(p.Path)
	if err != nil {
		return err
	}
	*u = host.url
	u.Path, u.RawPath, u.RawQuery = path, p.Path, p.Query
	return nil
}

// fillBody opens a body. One that is empty is none: else it would go out chunked, which
// some gateways refuse.
func fillBody(req *http.Request, b *Body) error {
	req.Body, req.GetBody, req.ContentLength = nil, nil, 0
	if b == nil {
		return nil
	}
	body, err := b.Open()
	if err != nil {
		return &unsentError{fmt.Errorf("cannot open the body: %w", bareCause(err))}
	}
	if b.Length == 0 {
		return body.Close()
	}
	req.Body, req.ContentLength = body, b.Length
	if b.Replayable && b.Length > 0 {
		// With it the transport itself repeats a request of which nothing was written
		// yet because the service had closed the idle connection.
		req.GetBody = b.Open
	}
	return nil
}

// carrier is the transport of the HTTP client. It puts in the headers and the host: before
// it the HTTP client would copy them once more, for redirects and cookies that there are
// none of.
type carrier struct{ http.RoundTripper }

// noHeader is what the HTTP client sees instead. Nobody writes to it.
var noHeader = http.Header{}

func (c *carrier) RoundTrip(req *http.Request) (*http.Response, error) {
	if to, ok := req.Context().Value(sendKey{}).(*sending); ok {
		req.Header, req.Host = to.header, req.URL.Host // the request is ours alone
	}
	resp, err := c.RoundTripper.RoundTrip(req)
	if err == nil && resp != nil && resp.StatusCode/100 == 3 {
		hideBrokenAddress(req.URL, resp)
	}
	return resp, err
}

// hideBrokenAddress keeps the address of a redirect from the HTTP client where it cannot
// be read: the client would drop the answer for an error that quotes it.
func hideBrokenAddress(from *url.URL, resp *http.Response) {
	if _, err := from.Parse(resp.Header.Get("Location")); err != nil {
		resp.Header = resp.Header.Clone() // the transport may have others use it
		resp.Header.Del("Location")
	}
}
